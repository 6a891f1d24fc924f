import type { Model } from './model.ts';
import { type Outcome, said } from './people.ts';
import { adopt } from './play.ts';
import type { Sent } from './request.ts';
import { predict } from './rules.ts';
import { stateOf } from './state.ts';

type Done = { sent: Sent; outcome: Outcome };

const orders = <Item>(items: readonly Item[]): Item[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));

const codeOf = ({ body }: Outcome) => (body as { code?: string }).code;
const idOf = ({ body }: Outcome) => (body as { id?: string }).id;

// A connection is stored only on the inbox that was read before: whoever is late gives way, and says so.
const gaveWay = ({ sent, outcome }: Done, among: readonly Done[]) =>
  sent.command.do === 'connect' &&
  outcome.status === 412 &&
  among.some((other) => other.sent !== sent && other.sent.inbox === sent.inbox);

/** The model after one of them, or nothing where the rules would have it answered otherwise. */
const after = (model: Model, done: Done, among: readonly Done[]): Model | null => {
  const next = structuredClone(model);
  const { sent, outcome } = done;
  const expected = predict(next, sent);
  const isAsExpected =
    expected.status === outcome.status &&
    expected.code === codeOf(outcome) &&
    (expected.id === undefined || expected.id === idOf(outcome));
  if (!isAsExpected) return gaveWay(done, among) ? model : null;
  adopt(expected, outcome);
  return next;
};

const inOrder = (model: Model, order: readonly Done[]): Model | null =>
  order.reduce<Model | null>((now, done) => now && after(now, done, order), model);

/**
 * Whether there is an order in which these requests, one after another, would have been answered as
 * they were and would have left this state: then nobody was told of what is not so, and nothing of what
 * anybody was told is lost.
 */
export const isExplained = (model: Model, all: readonly Done[], state: unknown): boolean =>
  orders(all).some((order) => {
    const end = inOrder(model, order);
    return end !== null && JSON.stringify(stateOf(end)) === JSON.stringify(state);
  });

/** What was asked at once and how it ended, to be read. */
export const retold = (all: readonly Done[]): string =>
  all.map(({ sent, outcome }) => said(sent, outcome)).join('\n');
