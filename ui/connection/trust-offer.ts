import type { CertificateView, TrustedCertificate } from '../../contract/certificate.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { type Protocol, protocols } from '../../contract/mail-server.ts';
import { type ConnectionForm, isAbout } from './form.ts';
import type { ProtocolRun, TestRun } from './test-run.ts';

const TRUSTABLE: ReadonlySet<FailureCode> = new Set([
  'certificate-self-signed',
  'certificate-untrusted',
  'certificate-changed',
]);

/** A certificate that a person may decide to trust, and all that is to be said before. */
export type TrustOffer = {
  protocol: Protocol;
  certificate: CertificateView;
  /** Where it is to be trusted: the other server too, if it failed with the very same one. */
  among: readonly Protocol[];
  /** The one that was trusted until now. */
  former: TrustedCertificate | null;
};

const refusedCertificate = ({ stages, failure }: ProtocolRun): CertificateView | null => {
  if (failure === null || !TRUSTABLE.has(failure.code)) return null;
  const stage = stages.find(({ stage }) => stage === 'tls');
  return stage?.status === 'failed' ? (stage.facts?.tls?.chain[0] ?? null) : null;
};

/** `null` where there is none, and where the form no longer says what the test was about. */
export const trustOffer = (
  protocol: Protocol,
  run: TestRun,
  form: ConnectionForm,
): TrustOffer | null => {
  const { asked } = run[protocol];
  const certificate = refusedCertificate(run[protocol]);
  if (certificate === null || !isAbout(asked, form[protocol])) return null;
  const isSame = (each: Protocol) =>
    each === protocol ||
    (isAbout(run[each].asked, form[each]) &&
      refusedCertificate(run[each])?.fingerprint === certificate.fingerprint);
  return {
    protocol,
    certificate,
    among: protocols.filter(isSame),
    former: run[protocol].failure?.code === 'certificate-changed' ? asked.trustedCertificate : null,
  };
};

/** What is kept of a certificate that is trusted. */
export const trustedOf = ({ fingerprint, validTo }: CertificateView): TrustedCertificate => ({
  fingerprint,
  expiresAt: validTo,
});
