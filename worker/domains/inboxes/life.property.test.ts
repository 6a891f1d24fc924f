import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { brokenRules } from '../../testing/invariants.ts';
import { anyCommand, type Command, sequenceOf } from '../../testing/life/commands.ts';
import { emptyModel } from '../../testing/life/model.ts';
import { makePeople, type People } from '../../testing/life/people.ts';
import { playAll } from '../../testing/life/play.ts';
import { readState, stateOf } from '../../testing/life/state.ts';
import { inTime, PROPERTY_TIMEOUT_MS, propertyRuns } from '../../testing/property-runs.ts';
import { removeInboxes } from '../../testing/without-inboxes.ts';

const by = 'owner';
const first = { by, inbox: 0, elsewhere: false } as const;
const support = { address: 'support@acme.test', type: 'imap', key: null } as const;
const create: Command = { do: 'create', by, at: 'acme', name: 'A', ...support };
const addAlias: Command = { do: 'add-alias', ...first, address: 'sales@acme.test', key: 'first' };
const removeAlias: Command = { do: 'remove-alias', ...first, alias: 0 };
const connect = { do: 'connect', ...first, servers: 'other', verify: false } as const;

/** Sequences that broke a rule once. */
const ONCE_BROKEN: [Command[]][] = [
  [[create, addAlias, removeAlias, addAlias]],
  [[create, { ...connect, seen: 'newest' }, { ...connect, seen: 'older' }]],
];

const RUNS = 60;
const MAX_COMMANDS = 25;

let people: People;
beforeEach(async () => {
  people = await makePeople();
});

const live = async (commands: readonly Command[]) => {
  await removeInboxes();
  const model = emptyModel();
  await playAll(people, model, commands);
  expect(await readState(people)).toEqual(stateOf(model));
  expect(await brokenRules()).toEqual([]);
};

describe('whatever is asked of inboxes, in whatever order', () => {
  test(
    'every answer and every state is what the rules say, and no rule of the data is broken',
    () =>
      fc.assert(fc.asyncProperty(sequenceOf(anyCommand, MAX_COMMANDS), inTime(live)), {
        ...propertyRuns(RUNS),
        examples: ONCE_BROKEN,
      }),
    PROPERTY_TIMEOUT_MS,
  );
});
