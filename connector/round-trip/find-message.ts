import { setTimeout as delay } from 'node:timers/promises';
import type { AuthenticationResults } from '../../contract/round-trip.ts';
import { StageFailure } from '../stage-failure.ts';
import type { Folder } from './folders.ts';
import { type Hit, hasTravelled, lookInto } from './look-into.ts';
import type { Mailbox } from './mailbox.ts';
import { parseAuthenticationResults } from './parse-authentication-results.ts';

/** Most mail comes back within a second or two; what does not is asked for less and less often. */
const PAUSES_MS = [300, 700, 1_000, 2_000, 3_000, 5_000];
/** Where every message lies, the copy of the one that was sent is found before it has arrived anywhere. */
const ROUNDS_WITHOUT_ALL = 4;

export type Found = {
  folder: Folder;
  uid: number;
  authentication: AuthenticationResults | null;
};

type Looking = {
  token: string;
  signal: AbortSignal;
  looked: (folders: number) => void;
};

// No server keeps copies of what is sent in INBOX or Junk. Elsewhere one does, in a folder of any name.
const hasArrived = (hit: Hit, { use }: Folder): boolean => use !== 'other' || hasTravelled(hit);

/**
 * Looks through the folders again and again until the message has come, or `signal` aborts: then it
 * rejects with the signal's reason. A folder that can't be opened is passed over.
 */
export const findMessage = async (
  mailbox: Mailbox,
  arrivals: readonly Folder[],
  { token, signal, looked }: Looking,
): Promise<Found> => {
  for (let round = 0; ; round += 1) {
    const folders = arrivals.filter((each) => !each.holdsAll || round >= ROUNDS_WITHOUT_ALL);
    for (const folder of folders) {
      signal.throwIfAborted();
      const hit = await lookInto(mailbox, folder.path, token).catch((error: unknown) => {
        if (error instanceof StageFailure) throw error;
        return null;
      });
      if (hit === null || !hasArrived(hit, folder)) continue;
      const authentication = parseAuthenticationResults(hit.headers);
      return { folder, uid: hit.uid, authentication };
    }
    looked(folders.length);
    await delay(PAUSES_MS[Math.min(round, PAUSES_MS.length - 1)], undefined, { signal });
  }
};
