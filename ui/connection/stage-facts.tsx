import type { StageFacts as Facts } from '../../contract/connection-test.ts';
import { CertificateChain } from './certificate-facts.tsx';

const Words = ({ words }: { words: readonly string[] }) => (
  <ul class="words">
    {words.map((word) => (
      <li key={word}>
        <code>{word}</code>
      </li>
    ))}
  </ul>
);

/** Whether there is anything to unfold. */
export const hasFacts = (facts: Facts | undefined): facts is Facts =>
  facts !== undefined && Object.values(facts).some((fact) => fact !== undefined);

/** What a stage learned. All of it but the labels was written by a stranger. */
export const StageFacts = ({ facts }: { facts: Facts }) => {
  const { addresses, address, tls, capabilities, reply } = facts;
  return (
    <dl class="facts">
      {addresses && (
        <div>
          <dt>Addresses, in the order they are tried</dt>
          <dd>
            <Words words={addresses} />
          </dd>
        </div>
      )}
      {address && (
        <div>
          <dt>Address that answered</dt>
          <dd>
            <code>{address}</code>
          </dd>
        </div>
      )}
      {tls && (
        <div>
          <dt>Encryption</dt>
          <dd>
            {tls.version}, <code>{tls.cipher}</code>
          </dd>
        </div>
      )}
      {tls && tls.chain.length > 0 && (
        <div>
          <dt>Certificate chain</dt>
          <dd>
            <CertificateChain chain={tls.chain} />
          </dd>
        </div>
      )}
      {capabilities && (
        <div>
          <dt>What the server says it can do</dt>
          <dd>{capabilities.length === 0 ? 'Nothing.' : <Words words={capabilities} />}</dd>
        </div>
      )}
      {reply && (
        <div>
          <dt>What the server answered</dt>
          <dd>
            <blockquote class="reply" dir="auto">
              {reply}
            </blockquote>
          </dd>
        </div>
      )}
    </dl>
  );
};
