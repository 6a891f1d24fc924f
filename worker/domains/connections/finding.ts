import type { CertificateView } from '../../../contract/certificate.ts';
import type { TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import { protocols } from '../../../contract/mail-server.ts';
import { type Finding, isRefusal } from '../inboxes/trouble.ts';

type Place = { host: string; port: number };

const placeOf = ({ host, port }: Place): string => `${host}:${port}`;

/** What a test of an inbox's stored mail servers says of the inbox: a refusal before any other fault. */
export const findingOf = (request: ConnectorTestRequest, result: TestResult): Finding => {
  if (result.ok) return { kind: 'passed' };
  const failures = protocols.flatMap((protocol) => {
    const code = result[protocol]?.failure?.code;
    const server = request[protocol];
    return code && server ? [{ code, at: placeOf(server) }] : [];
  });
  const refusal = failures.find(({ code }) => isRefusal(code));
  if (refusal) return { kind: 'refused', ...refusal };
  return { kind: 'failing', ...(failures[0] ?? { code: 'test-interrupted', at: null }) };
};

/** The certificate that a mail server has shown. `server` is host:port. */
export type ShownCertificate = { server: string } & Pick<
  CertificateView,
  'validFrom' | 'validTo' | 'fingerprint'
>;

/** The certificates that an inbox's mail servers have shown in a test. */
export const certificatesIn = (
  request: ConnectorTestRequest,
  result: TestResult,
): ShownCertificate[] =>
  protocols.flatMap((protocol) => {
    const server = request[protocol];
    const tls = result[protocol]?.stages.find(({ stage }) => stage === 'tls')?.facts?.tls;
    const own = tls?.chain[0];
    if (!server || !own) return [];
    const { validFrom, validTo, fingerprint } = own;
    return [{ server: placeOf(server), validFrom, validTo, fingerprint }];
  });
