import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Notice } from '../parts/notice.tsx';
import { Day } from '../parts/time.tsx';
import { NameList, Validity } from './certificate-facts.tsx';
import { ComparableFingerprint } from './fingerprint.tsx';
import type { TrustOffer } from './trust-offer.ts';

type Props = { offer: TrustOffer; host: string; onTrust: () => void; onCancel: () => void };

const Fingerprints = ({ offer: { certificate, former } }: Pick<Props, 'offer'>) => (
  <dl class="fingerprints">
    {former && (
      <div>
        <dt>Trusted until now</dt>
        <dd>
          <ComparableFingerprint value={former.fingerprint} />
        </dd>
      </div>
    )}
    <div>
      <dt>{former ? 'Shown now' : 'SHA-256 fingerprint'}</dt>
      <dd>
        <ComparableFingerprint value={certificate.fingerprint} />
      </dd>
    </div>
  </dl>
);

/** All that a person can know of a certificate that nobody vouches for, before they do. */
export const TrustDialog = ({ offer, host, onTrust, onCancel }: Props) => {
  const { certificate, former, among } = offer;
  return (
    <Dialog title="Trust this certificate?" startsAtTitle onCancel={onCancel}>
      <div class="dialog-text trust">
        <p>
          {former ? (
            <>
              <bdi>{host}</bdi> shows another certificate than the one you trust. It may have been
              replaced, or somebody is in between.
            </>
          ) : (
            <>
              No known authority vouches for the certificate that <bdi>{host}</bdi> shows.
            </>
          )}
        </p>
        <dl class="facts">
          <div>
            <dt>Made for</dt>
            <dd class="names">
              <NameList names={certificate.names} />
            </dd>
          </div>
          <div>
            <dt>Issued by</dt>
            <dd dir="auto">{certificate.issuer || 'nobody'}</dd>
          </div>
          <div>
            <dt>Valid</dt>
            <dd>
              <Validity {...certificate} />
            </dd>
          </div>
        </dl>
        <Fingerprints offer={offer} />
        <Notice tone="warn" title="Compare it with whoever runs the server.">
          Ask them for the SHA-256 fingerprint of their certificate, not by mail through this
          server. If it is another one, somebody in between would get the password and all mail.
        </Notice>
        <p>
          Only this one certificate is trusted,{' '}
          {among.length > 1
            ? 'at both servers, as IMAP and SMTP showed the same'
            : 'at this server'}
          , until <Day at={certificate.validTo} />. If the server shows another one, you are asked
          again.
        </p>
      </div>
      <div class="dialog-actions">
        <Button onClick={onCancel}>Cancel</Button>
        <Button look="primary" onClick={onTrust}>
          Trust it and test
        </Button>
      </div>
    </Dialog>
  );
};
