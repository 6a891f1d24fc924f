import { type ProtocolResult, stages } from '../../contract/connection-test.ts';
import { type FailureCode, failureCodes, wordFailure } from '../../contract/failure.ts';
import { type Protocol, protocols } from '../../contract/mail-server.ts';
import { fixCandidates } from '../find-fix.ts';
import type { Case } from './case.ts';
import { TOLD_ELSEWHERE } from './told-elsewhere.ts';

const EXAMPLE = { protocol: 'imap', host: 'mail.example.com', port: 993 } as const;
const SMTP_EXAMPLE = { ...EXAMPLE, protocol: 'smtp', port: 465 } as const;
const MAX_CASES_EACH = 2;

const HEAD = `# Failures

Every way in which a connection test can fail, in the order of its stages: what an admin is told, and
where it comes from. Made from \`contract/failure.ts\` and the cases of the corpus by
\`node dev/failures.mjs\`; \`npm run corpus\` runs the cases. The texts are shown for the server
mail.example.com, port 993 for IMAP and 465 for SMTP.

A failure is named by fields and codes of the protocols alone, never by a server’s prose: where two
servers differ in nothing but their English, both get the more general name.
`;

/** The pages’ text, in Markdown. */
export const failuresPage = (cases: readonly Case[]): string =>
  [HEAD, overview(cases), ...failureCodes.map((code) => sectionOf(code, cases))].join('\n');

const overview = (cases: readonly Case[]): string => {
  const rows = failureCodes.map((code) => [
    `[${code}](#${code})`,
    stagesOf(code, cases),
    fieldOf(code),
    isFixable(code) ? 'yes' : '',
  ]);
  return table([['Code', 'Stages', 'Field', 'Fix'], ...rows]);
};

/** As the formatter leaves it: every column as wide as its widest cell. */
const table = ([head = [], ...rows]: string[][]): string => {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [...[head, rule, ...rows].map(line), ''].join('\n');
};

const sectionOf = (code: FailureCode, cases: readonly Case[]): string => {
  const { message, hint } = wordFailure(code, exampleOf(code, cases));
  const examples = protocols.flatMap((each) =>
    casesOf(code, cases)
      .filter(({ protocol }) => protocol === each)
      .slice(0, MAX_CASES_EACH),
  );
  const seen = examples.map(
    ({ protocol, security, name }) => `- ${protocol}, ${security}: ${plain(name)}`,
  );
  return [
    `## ${code}\n`,
    `**${message}** ${hint}\n`,
    `- Stages: ${stagesOf(code, cases)}`,
    `- Field: ${fieldOf(code) || 'none'}`,
    `- Better settings are looked for: ${isFixable(code) ? 'yes' : 'no'}\n`,
    ...(seen.length > 0 ? ['For instance:\n', ...seen, ''] : []),
  ].join('\n');
};

// A name may quote what a server says.
const plain = (name: string): string => `\`${name.replaceAll(/\s+/g, ' ').replaceAll('`', '')}\``;

const casesOf = (code: FailureCode, cases: readonly Case[]): Case[] =>
  cases.filter(({ expect }) => expect.endsWith(`: ${code}`));

const exampleOf = (code: FailureCode, cases: readonly Case[]) => {
  const found = casesOf(code, cases);
  const isSmtpOnly = found.length > 0 && found.every(({ protocol }) => protocol === 'smtp');
  return isSmtpOnly ? SMTP_EXAMPLE : EXAMPLE;
};

const stagesOf = (code: FailureCode, cases: readonly Case[]): string => {
  const found = new Set(casesOf(code, cases).map(({ expect }) => expect.split(': ')[0]));
  const inOrder = stages.filter((stage) => found.has(stage));
  return inOrder.length > 0 ? inOrder.join(', ') : (TOLD_ELSEWHERE[code] ?? '');
};

const fieldOf = (code: FailureCode): string => wordFailure(code, EXAMPLE).field ?? '';

/** Whether there is anything to look for after such a failure, by what the test itself would try. */
const isFixable = (code: FailureCode): boolean =>
  protocols.some(
    (protocol) =>
      fixCandidates(protocol, { ...EXAMPLE, port: 1, security: 'none' }, failed(protocol, code))
        .length > 0,
  );

const failed = (protocol: Protocol, code: FailureCode): ProtocolResult => ({
  ok: false,
  failure: { stage: 'tls', code, ...wordFailure(code, { ...EXAMPLE, protocol }) },
  stages: [
    {
      stage: 'tls',
      status: 'failed',
      ms: 0,
      facts: { tls: { version: '', cipher: '', chain: [WITH_A_NAME] } },
    },
  ],
});

const WITH_A_NAME = {
  names: ['other.example.net'],
  subject: '',
  issuer: '',
  validFrom: '',
  validTo: '',
  fingerprint: '',
};
