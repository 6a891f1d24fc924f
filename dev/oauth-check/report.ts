import type { ProviderName } from '../../worker/platform/oauth/provider.ts';

/**
 * `fine`; `mend`, which the hint says how to; `unknown`, as it could not be checked; `skipped`, as
 * something else has to be mended first; `register`, which nobody can see from here.
 */
export type Check = {
  check: 'configured' | 'public-url' | 'redirect-uri' | 'keys' | 'client';
  status: 'fine' | 'mend' | 'unknown' | 'skipped' | 'register';
  detail: string;
  hint: string | null;
};

/** What is known of a provider's client. Without any check it is not configured. */
export type Report = { provider: ProviderName; note: string | null; checks: Check[] };

export type Verdict = 'fine' | 'mend' | 'unknown' | 'not-configured';

const LABELS = { google: 'Google', microsoft: 'Microsoft' } as const;
const WORDS = {
  fine: 'fine',
  mend: 'mend this',
  unknown: 'could not be checked',
  'not-configured': 'not configured',
} as const;
const STATUS = {
  ...WORDS,
  mend: 'MEND',
  unknown: 'unknown',
  skipped: 'skipped',
  register: 'register',
};
const EXIT_CODES: Record<Verdict, number> = { fine: 0, 'not-configured': 0, mend: 1, unknown: 2 };

export const verdictOf = ({ checks }: Report): Verdict => {
  const statuses = checks.map(({ status }) => status);
  if (statuses.length === 0) return 'not-configured';
  if (statuses.includes('mend')) return 'mend';
  return statuses.includes('unknown') ? 'unknown' : 'fine';
};

/** 1 where something is to be mended, whatever else there is; 2 where something is not known. */
export const exitCodeOf = (reports: readonly Report[]): number => {
  const codes = reports.map((report) => EXIT_CODES[verdictOf(report)]);
  return codes.includes(1) ? 1 : Math.max(0, ...codes);
};

const NAME_WIDTH = 14;
const STATUS_WIDTH = 10;

const rowOf = ({ check, status, detail, hint }: Check): string[] => [
  `  ${check.padEnd(NAME_WIDTH)}${STATUS[status].padEnd(STATUS_WIDTH)}${detail}`,
  ...(hint === null ? [] : [`  ${''.padEnd(NAME_WIDTH + STATUS_WIDTH)}-> ${hint}`]),
];

/** A table for a person. */
export const asText = (report: Report): string => {
  const { provider, note, checks } = report;
  const title = `${LABELS[provider]}: ${WORDS[verdictOf(report)]}`;
  return [title, ...(note === null ? [] : [`  ${note}`]), ...checks.flatMap(rowOf)].join('\n');
};

/** A line for a program. */
export const asJson = ({ provider, ...rest }: Report): string =>
  JSON.stringify({ provider, verdict: verdictOf({ provider, ...rest }), ...rest });
