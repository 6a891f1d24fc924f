import { env } from 'cloudflare:workers';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../testing/invariants.ts';
import { type Command, quickCommand, sequenceOf } from '../../testing/life/commands.ts';
import { CONFLICTS } from '../../testing/life/conflicts.ts';
import { isExplained, retold } from '../../testing/life/explain.ts';
import { emptyModel } from '../../testing/life/model.ts';
import { makePeople, type People, send } from '../../testing/life/people.ts';
import { playAll } from '../../testing/life/play.ts';
import { prepare } from '../../testing/life/request.ts';
import { readState } from '../../testing/life/state.ts';
import { turnstile } from '../../testing/life/turnstile.ts';
import { inTime, PROPERTY_TIMEOUT_MS, propertyRuns } from '../../testing/property-runs.ts';
import { watchedDatabase } from '../../testing/watched-database.ts';
import { removeInboxes } from '../../testing/without-inboxes.ts';

const RUNS = 40;
const MAX_BEFORE = 9;
const MAX_RIVALS = 4;
const RUNS_OF_EACH_CONFLICT = 4;
const SHARE_OF_EACH_CONFLICT = 20;

const { watch, runAll } = turnstile();

let people: People;
beforeEach(async () => {
  people = await makePeople(watchedDatabase(env.DB, watch));
});

/** Sends all of `rivals` at once, after `before`, and gives how each was answered. */
const race = async (
  scheduler: fc.Scheduler,
  before: readonly Command[],
  rivals: readonly Command[],
): Promise<number[]> => {
  await removeInboxes();
  const model = emptyModel();
  await playAll(people, model, before);
  const all = rivals.map((command) => prepare(model, command));
  const outcomes = await runAll(
    scheduler,
    all.map((sent) => ({ name: sent.command.do, run: () => send(people, sent) })),
  );
  const done = all.map((sent, at) => ({ sent, outcome: outcomes[at] ?? { status: 0, body: '' } }));
  const state = await readState(people);
  expect(
    isExplained(model, done, state),
    `No order of these explains their answers and the end:\n${retold(done)}\n${JSON.stringify(state)}`,
  ).toBe(true);
  expect(await brokenRules()).toEqual([]);
  return outcomes.map(({ status }) => status);
};

describe('of what is asked at once, whatever the database is told first', () => {
  test.each(CONFLICTS.map((conflict) => [conflict.rule, conflict] as const))(
    '%s',
    (_rule, { before, rivals, ends }) =>
      fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          inTime(async (scheduler: fc.Scheduler) => {
            const statuses = await race(scheduler, before, rivals);
            expect(ends).toContainEqual(statuses);
          }),
        ),
        propertyRuns(RUNS_OF_EACH_CONFLICT, SHARE_OF_EACH_CONFLICT),
      ),
    PROPERTY_TIMEOUT_MS,
  );

  test(
    'there is an order that explains every answer and the end, and no rule of the data is broken',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          sequenceOf(quickCommand, MAX_BEFORE),
          fc.noBias(fc.array(quickCommand, { minLength: 2, maxLength: MAX_RIVALS })),
          inTime(async (scheduler: fc.Scheduler, before: Command[], rivals: Command[]) => {
            await race(scheduler, before, rivals);
          }),
        ),
        propertyRuns(RUNS),
      ),
    PROPERTY_TIMEOUT_MS,
  );
});
