import type { Ask, Kind } from './requests.ts';

/** What takes a turn in each round: they share whatever else the machine is doing. */
export type Voice = 'api' | 'floor' | 'session' | 'empty';

const VOICES: readonly Voice[] = ['api', 'floor', 'session', 'empty'];

/** Requests whose times are thrown away. */
export const WARM_UP = 40;

/** The turns of one round; who begins changes from round to round. */
export const turnsOf = (round: number): Voice[] =>
  VOICES.map((_, at) => VOICES[(at + round) % VOICES.length] ?? 'api');

/** One tenant, and one kind of request to it. */
export type Subject = { slug: string; inboxes: number; kind: Kind; ask: Ask };

export const nameOf = ({ slug, kind }: Subject): string => `${slug}.${kind}`;
