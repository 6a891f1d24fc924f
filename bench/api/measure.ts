import { send, sendOk } from './client.ts';
import type { Recorded } from './record.ts';
import { sumOf } from './recording.ts';
import { nameOf, type Subject, turnsOf, type Voice, WARM_UP } from './rounds.ts';
import type { Runtime } from './runtime.ts';

const PLANS_AT_ONCE = 50;
const AT_ONCE = 8;
const CROWD_MS = 3000;

export type Times = Record<Voice, number[]>;

const replayOf = (subject: Subject, recorded: readonly Recorded[], at: number) => {
  const number = at % recorded.length;
  const { method, body } = subject.ask(subject.kind, 'floor', at);
  const sent = { method, path: `/replay/${nameOf(subject)}/${number}` };
  return { number, sent: body === undefined ? sent : { ...sent, body } };
};

const loadPlans = async (url: URL, subject: Subject, recorded: readonly Recorded[]) => {
  for (let from = 0; from < recorded.length; from += PLANS_AT_ONCE) {
    const body = recorded.slice(from, from + PLANS_AT_ONCE).map(({ own }) => own);
    await sendOk(url, { method: 'POST', path: `/plans/${nameOf(subject)}`, body });
  }
};

/** Replays one recorded request and makes sure that it wrote as much as the original. */
const replay = async (
  url: URL,
  subject: Subject,
  recorded: readonly Recorded[],
  at: number,
): Promise<number> => {
  const { number, sent } = replayOf(subject, recorded, at);
  const { ms, headers } = await sendOk(url, sent);
  const expected = sumOf(recorded[number]?.own ?? [], 'changes');
  if (Number(headers['x-changes']) === expected) return ms;
  throw new Error(
    `${nameOf(subject)}, replay ${at}: ${headers['x-changes']} rows changed instead of ${expected}.`,
  );
};

/** Times a subject: one after the other, the turns of each round side by side. */
export const measure = async (
  { urls }: Runtime,
  subject: Subject,
  recorded: readonly Recorded[],
  rounds: number,
): Promise<Times> => {
  const { kind, slug, ask } = subject;
  await loadPlans(urls.floor, subject, recorded);
  const turns: Record<Voice, (round: number) => Promise<number>> = {
    api: async (round) => (await sendOk(urls.api, ask(kind, 'api', round))).ms,
    floor: (round) => replay(urls.floor, subject, recorded, round),
    session: async () =>
      (await sendOk(urls.session, { method: 'GET', path: `/session/${slug}` })).ms,
    empty: async () => (await sendOk(urls.floor, { method: 'GET', path: '/empty' })).ms,
  };
  const times: Times = { api: [], floor: [], session: [], empty: [] };
  for (let round = 0; round < rounds; round++) {
    for (const voice of turnsOf(round)) {
      const ms = await turns[voice](round);
      if (round >= WARM_UP) times[voice].push(ms);
    }
  }
  return times;
};

/** How much is served when eight ask at once, and how much of it was refused. */
export type Crowd = { perSecond: number; refused: number };

const crowd = async (one: (at: number) => Promise<boolean>): Promise<Crowd> => {
  const started = performance.now();
  let asked = 0;
  let served = 0;
  let refused = 0;
  const ask = async () => {
    while (performance.now() - started < CROWD_MS) {
      if (await one(asked++)) served += 1;
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
  return { perSecond: (served * 1000) / (performance.now() - started), refused };
};

/** The API under a crowd. */
export const crowdApi = ({ urls }: Runtime, { ask, kind }: Subject): Promise<Crowd> =>
  crowd(async (at) => (await send(urls.api, ask(kind, 'crowd', at))).status < 300);

/** The floor under a crowd: for reads only, as no write can be replayed out of its turn. */
export const crowdFloor = (
  { urls }: Runtime,
  subject: Subject,
  recorded: readonly Recorded[],
): Promise<Crowd> =>
  crowd(async (at) => {
    await sendOk(urls.floor, replayOf(subject, recorded, at).sent);
    return true;
  });
