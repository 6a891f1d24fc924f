import type { CertificateView } from '../../contract/certificate.ts';
import { Day } from '../parts/time.tsx';
import { Fingerprint } from './fingerprint.tsx';

/** "1 Jan 2026 – 31 Jan 2027". */
export const Validity = ({ validFrom, validTo }: CertificateView) => (
  <>
    <Day at={validFrom} /> – <Day at={validTo} />
  </>
);

export const NameList = ({ names }: Pick<CertificateView, 'names'>) => (
  <>{names.length === 0 ? 'no name' : names.map((name) => <bdi key={name}>{name}</bdi>)}</>
);

/** A certificate as the server showed it; its texts are a stranger's. */
const CertificateFacts = ({ certificate }: { certificate: CertificateView }) => (
  <dl class="facts">
    {certificate.names.length > 0 && (
      <div>
        <dt>Names</dt>
        <dd class="names">
          <NameList names={certificate.names} />
        </dd>
      </div>
    )}
    <div>
      <dt>Subject</dt>
      <dd dir="auto">{certificate.subject || 'none'}</dd>
    </div>
    <div>
      <dt>Issuer</dt>
      <dd dir="auto">{certificate.issuer || 'none'}</dd>
    </div>
    <div>
      <dt>Valid</dt>
      <dd>
        <Validity {...certificate} />
      </dd>
    </div>
    <div>
      <dt>SHA-256 fingerprint</dt>
      <dd>
        <Fingerprint value={certificate.fingerprint} />
      </dd>
    </div>
  </dl>
);

/** The server's own certificate first, each followed by the one that vouches for it. */
export const CertificateChain = ({ chain }: { chain: readonly CertificateView[] }) => (
  <ol class="chain">
    {chain.map((certificate, at) => (
      <li key={certificate.fingerprint}>
        <p class="chain-title">
          {at === 0 ? 'The server’s certificate' : `Certificate ${at + 1} of ${chain.length}`}
        </p>
        <CertificateFacts certificate={certificate} />
      </li>
    ))}
  </ol>
);
