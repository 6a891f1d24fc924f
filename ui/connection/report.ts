import type { CertificateView } from '../../contract/certificate.ts';
import type { StageFacts } from '../../contract/connection-test.ts';
import { type Protocol, protocols } from '../../contract/mail-server.ts';
import { protocolNames, securityNames, stageNames } from '../messages.ts';
import { LEFT_OUT, redactor } from './redact.ts';
import { stageStatusNames } from './stage-status.ts';
import type { ProtocolRun, StageMark, TestRun } from './test-run.ts';

export type ReportOptions = {
  /** The address that the inbox sends from. */
  sender: string;
  /** Whether usernames and addresses may stay in it. */
  withUsername: boolean;
};

type Clean = (text: string) => string;

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

// The end of a line is the report's own business, never a stranger's.
const inOneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();

const day = (timestamp: string) => timestamp.slice(0, 10);

const certificateLines = (certificate: CertificateView, at: number, clean: Clean): string[] => [
  `Certificate ${at + 1}: ${clean(certificate.subject)}`,
  ...indented([
    ...(certificate.names.length > 0 ? [`Names: ${clean(certificate.names.join(', '))}`] : []),
    `Issuer: ${clean(certificate.issuer)}`,
    `Valid: ${day(certificate.validFrom)} to ${day(certificate.validTo)}`,
    `SHA-256: ${certificate.fingerprint}`,
  ]),
];

const factLines = (facts: StageFacts, clean: Clean): string[] => {
  const { addresses, address, tls, capabilities, reply } = facts;
  return [
    ...(addresses ? [`Addresses: ${addresses.join(', ')}`] : []),
    ...(address ? [`Answered by: ${address}`] : []),
    ...(tls ? [`TLS: ${clean(tls.version)}, ${clean(tls.cipher)}`] : []),
    ...(tls?.chain ?? []).flatMap((each, at) => certificateLines(each, at, clean)),
    ...(capabilities ? [`Capabilities: ${clean(capabilities.join(' '))}`] : []),
    ...(reply ? [`The server answered: ${clean(reply)}`] : []),
  ];
};

const stageLines = (mark: StageMark, clean: Clean): string[] => {
  const { stage, status, ms, detail, facts } = mark;
  const time = ms === undefined || status === 'skipped' ? '' : `, ${Math.round(ms)} ms`;
  const found = detail ? ` (${clean(detail)})` : '';
  return [
    `${stageNames[stage]}: ${stageStatusNames[status]}${time}${found}`,
    ...indented(facts ? factLines(facts, clean) : []),
  ];
};

const failureLines = ({ failure }: ProtocolRun): string[] => {
  if (failure === null) return [];
  const { code, message, hint, fix } = failure;
  return [
    `Failure: ${code}`,
    ...indented([
      message,
      hint,
      ...(fix ? [`Would work: ${fix.host}, port ${fix.port}, ${securityNames[fix.security]}`] : []),
    ]),
  ];
};

const verdictOf = (ok: boolean | null) => (ok === null ? 'not finished' : ok ? 'passed' : 'failed');

const protocolLines = (
  protocol: Protocol,
  run: ProtocolRun,
  options: ReportOptions,
  clean: Clean,
) => {
  const { host, port, security, username, trustedCertificate } = run.asked;
  return [
    '',
    `${protocolNames[protocol]}: ${verdictOf(run.ok)}`,
    ...indented([
      `Host: ${inOneLine(host)}`,
      `Port: ${inOneLine(port)}`,
      `Security: ${securityNames[security]}`,
      `Username: ${options.withUsername ? inOneLine(username) : LEFT_OUT}`,
      ...(trustedCertificate ? [`Trusted certificate: ${trustedCertificate.fingerprint}`] : []),
      ...run.stages.flatMap((mark) => stageLines(mark, clean)),
      ...failureLines(run),
    ]),
  ];
};

/**
 * A test in plain text, for whoever runs the server. It has no password in it; usernames and addresses
 * only when asked for, also where a server has repeated them. Times are UTC.
 */
export const reportOf = (run: TestRun, options: ReportOptions): string => {
  const identities = [run.imap.asked.username, run.smtp.asked.username, options.sender];
  const redact = options.withUsername ? (text: string) => text : redactor(identities);
  const clean = (text: string) => redact(inOneLine(text));
  const at = `${new Date(run.startedAt).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return [
    'Letterbox connection test',
    `Date: ${at}`,
    ...(run.ms === null ? [] : [`Took: ${Math.round(run.ms)} ms`]),
    ...protocols.flatMap((protocol) => protocolLines(protocol, run[protocol], options, clean)),
    '',
  ].join('\n');
};
