import { useRef } from 'preact/hooks';
import type { TrustedCertificate } from '../../contract/certificate.ts';
import type { Protocol } from '../../contract/mail-server.ts';
import { protocolNames } from '../messages.ts';
import { AlertIcon } from '../parts/icons.tsx';
import { Day } from '../parts/time.tsx';
import { shortFingerprint } from './trust-words.ts';
import { isExpired } from './trusted-certificate.ts';

type Props = { protocol: Protocol; trusted: TrustedCertificate; onForget: () => void };

/** Says that a server's certificate is trusted by its fingerprint alone, and takes that back. */
export const TrustedLine = ({ protocol, trusted, onForget }: Props) => {
  const root = useRef<HTMLParagraphElement>(null);
  const expired = isExpired(trusted, Date.now());
  const forget = () => {
    // The button goes away: whoever is at the keyboard goes on at the host it was about.
    const host = root.current?.closest('fieldset')?.querySelector('input');
    onForget();
    host?.focus();
  };
  return (
    <p ref={root} class={`trusted${expired ? ' trusted-expired' : ''}`}>
      {expired && <AlertIcon />}
      <span>
        Trusts one certificate: <code>{shortFingerprint(trusted.fingerprint)}</code>{' '}
        {expired ? (
          <>
            It expired on <Day at={trusted.expiresAt} />; the server has to show a new one.
          </>
        ) : (
          <>
            until <Day at={trusted.expiresAt} />.
          </>
        )}
      </span>
      <button type="button" class="link-button" onClick={forget}>
        Forget
        <span class="visually-hidden">: certificate of the {protocolNames[protocol]} server</span>
      </button>
    </p>
  );
};
