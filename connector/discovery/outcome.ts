import type { AskedSource } from '../../contract/mail-settings.ts';
import { StageFailure } from '../stage-failure.ts';

/** c-ares' codes that are an answer: the name, or this kind of record, does not exist. */
const ABSENT = ['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME'];
/** The same, of a host's addresses. */
const NO_HOST = ['host-not-found', 'host-has-no-address'];

/** Whether this failure says for certain that there is nothing. */
export const isAbsence = (error: unknown): boolean => {
  if (error instanceof StageFailure) return NO_HOST.includes(error.code);
  return ABSENT.includes(String((error as { code?: unknown } | null)?.code));
};

/** What came of asking somebody whose asking failed. */
export const outcomeOf = (error: unknown): AskedSource['outcome'] =>
  isAbsence(error) ? 'nothing' : 'failed';

/** Failures of the world have a code; one without is our own, and worth a line in the log. */
export const isOurs = (error: unknown): boolean =>
  !(error instanceof StageFailure) &&
  typeof (error as { code?: unknown } | null)?.code !== 'string';
