import { expect } from 'vitest';
import type { Inbox } from '../../../contract/inbox.ts';
import type { OAuthResult } from '../../../contract/oauth.ts';
import type { Problem } from '../../../contract/problem.ts';
import { tenMinutesPass } from '../time-passes.ts';
import type { Command } from './commands.ts';
import { type Model, viewOf, viewShown } from './model.ts';
import { type Outcome, type People, said, send } from './people.ts';
import { prepare } from './request.ts';
import { type Expected, predict } from './rules.ts';

const madeId = ({ body }: Outcome) => (body as { id?: string }).id ?? '';

/** Gives the model the id of what was made. */
export const adopt = (expected: Expected, outcome: Outcome): void =>
  expected.adopt?.(madeId(outcome));

const expectedOf = ({ status, code, changedBy, id, shows, ends }: Expected) => ({
  status,
  ...(ends && { ends }),
  ...(code && { code }),
  ...(changedBy && { changedBy }),
  ...(id && { id }),
  ...(shows && { shows: viewOf(shows) }),
});

const isInbox = (body: unknown): body is Inbox =>
  typeof body === 'object' && body !== null && 'connectionType' in body;

const seenOf = ({ status, body }: Outcome, expected: Expected) => {
  const problem = body as Partial<Problem>;
  const { outcome: ends } = body as Partial<OAuthResult>;
  return {
    status,
    ...(ends && { ends }),
    ...(problem.code && { code: problem.code }),
    ...(problem.changedBy && { changedBy: problem.changedBy.name }),
    ...(expected.id && { id: madeId({ status, body }) }),
    ...(isInbox(body) && { shows: viewShown(body) }),
  };
};

/** Sends a command and holds what came of it against what the rules say. */
export const play = async (people: People, model: Model, command: Command): Promise<string> => {
  // What comes sooner has tests of its own: login-pause.test.ts, meter.test.ts.
  await tenMinutesPass();
  const sent = prepare(model, command);
  const outcome = await send(people, sent);
  const expected = predict(model, sent);
  adopt(expected, outcome);
  const line = said(sent, outcome);
  expect(seenOf(outcome, expected), line).toEqual(expectedOf(expected));
  return line;
};

/** Plays a sequence from nothing; a failure tells the whole sequence. */
export const playAll = async (
  people: People,
  model: Model,
  commands: readonly Command[],
): Promise<string[]> => {
  const lines: string[] = [];
  try {
    for (const command of commands) lines.push(await play(people, model, command));
  } catch (error) {
    const before = lines.map((line, at) => `${at + 1}. ${line}`).join('\n');
    throw new Error(`After\n${before}\n${String(error)}`, { cause: error });
  }
  return lines;
};
