import { failures, type Wording } from './failures.ts';
import type { Protocol } from './mail-server.ts';

/** One of the closed vocabulary of failures. */
export type FailureCode = keyof typeof failures;
export const failureCodes = Object.keys(failures) as [FailureCode, ...FailureCode[]];

const NAMES: Record<Protocol, string> = { imap: 'IMAP', smtp: 'SMTP' };

/** Fills in where the failure happened; gives plain text, to be shown as text. */
export const wordFailure = (
  code: FailureCode,
  at: { protocol: Protocol; host: string; port: number },
): Wording => {
  const wording: Wording = failures[code];
  const fill = (text: string) =>
    text
      .replaceAll('{host}', at.host)
      .replaceAll('{port}', String(at.port))
      .replaceAll('{protocol}', NAMES[at.protocol]);
  return { ...wording, message: fill(wording.message), hint: fill(wording.hint) };
};
