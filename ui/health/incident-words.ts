import type { Incident, IncidentEnd } from '../../contract/health.ts';
import { lengthWords } from '../relative-time.ts';
import { shortErrors } from '../short-errors.ts';

const ends: Record<IncidentEnd, string> = {
  check: 'Ended when a check passed.',
  reconnected: 'Ended when the inbox was connected anew.',
  replaced: 'Ended when other settings were stored, untested.',
  disconnected: 'Ended when the inbox was disconnected.',
  archived: 'Ended when the inbox was archived.',
  deleted: 'Ended when the inbox was deleted.',
};

/** What was wrong, in the few words of the list. */
export const causeOf = ({ code, message }: Pick<Incident, 'code' | 'message'>): string =>
  shortErrors[code] ?? message;

export const lengthOf = ({ beganAt, endedAt }: Incident, now: Date): string =>
  lengthWords((endedAt === null ? now.getTime() : Date.parse(endedAt)) - Date.parse(beganAt));

/** What ended an incident, or that nothing has. */
export const endOf = ({ endedAt, endedBy }: Incident): string => {
  if (endedAt === null) return 'It goes on.';
  return endedBy === null ? 'Ended.' : ends[endedBy];
};

/** How bad it was: an error, or failed checks that never became one. */
export const weightOf = ({ confirmedAt, failures, endedAt }: Incident): string => {
  const checks = failures === 1 ? '1 failed check' : `${failures} failed checks`;
  if (confirmedAt !== null) return checks;
  return endedAt === null ? `${checks}, not an error yet` : `${checks}, never an error`;
};
