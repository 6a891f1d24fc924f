// Which statements a request runs. The same requests are made in the same order as when it counts, on
// the same database, which is then put back: so what was recorded can be replayed as it is, with its
// ids, versions and numbers, while the real API takes every second turn.
import { type Sent, sendOk } from './client.ts';
import { type Trip, without } from './recording.ts';
import { isWrite } from './requests.ts';
import { type Subject, turnsOf } from './rounds.ts';
import type { Runtime } from './runtime.ts';

/** Different reads of a kind; they are replayed in turn. */
const READS = 50;

/** Of each request: the round trips of the session check, and those of its own. */
export type Recorded = { session: Trip[]; own: Trip[] };

const recordedBy = async (url: URL, sent: Sent): Promise<Trip[]> => {
  await sendOk(url, { method: 'GET', path: '/recorded' });
  await sendOk(url, sent);
  return JSON.parse((await sendOk(url, { method: 'GET', path: '/recorded' })).text);
};

/** Records what the floor is to replay for a subject, `rounds` times for what writes. */
export const record = async (
  { urls }: Runtime,
  subject: Subject,
  rounds: number,
): Promise<Recorded[]> => {
  const { kind, slug, ask } = subject;
  const check = { method: 'GET', path: `/session/${slug}` };
  const session = await recordedBy(urls.recording, check);
  const known = new Set(session.flatMap(({ statements }) => statements.map(({ sql }) => sql)));
  const recorded: Recorded[] = [];
  for (let round = 0; round < (isWrite(kind) ? rounds : READS); round++) {
    for (const voice of turnsOf(round)) {
      if (voice === 'floor') {
        const trips = await recordedBy(urls.recording, ask(kind, 'floor', round));
        const own = without(trips, known);
        const others = new Set(own.flatMap(({ statements }) => statements.map(({ sql }) => sql)));
        recorded.push({ own, session: without(trips, others) });
      }
      if (voice === 'api' && isWrite(kind)) await sendOk(urls.api, ask(kind, 'api', round));
    }
  }
  return recorded;
};
