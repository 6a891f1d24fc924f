import { expect, test } from 'vitest';
import type { ProblemCode } from '../../contract/problem.ts';
import { ProblemError } from '../problem-error.ts';
import type { OperatorApi } from './api.ts';
import { createBoard } from './board.ts';

const view = { inboxes: { active: 0, failing: [] } } as unknown as Awaited<
  ReturnType<OperatorApi['view']>
>;
const keys = { current: 'b', keys: [] };

const problem = (code: ProblemCode) =>
  new ProblemError({ type: '', title: code, status: 0, code, requestId: '' });

/** An API that answers, or refuses as `refusal` says. */
const scripted = () => {
  const asked: string[] = [];
  const given = { refusal: null as ProblemError | null, asked };
  const answer = async <Answer>(what: string, value: Answer): Promise<Answer> => {
    asked.push(what);
    if (given.refusal) throw given.refusal;
    return value;
  };
  const api = (token: string): OperatorApi => ({
    view: () => answer(`view ${token}`, view),
    keys: ({ counts }) => answer(`keys ${counts}`, keys),
    retry: (list, id) => answer(`retry ${list} ${id}`, undefined),
    discard: (list, id) => answer(`discard ${list} ${id}`, undefined),
  });
  return { given, board: createBoard(api) };
};

test('a wrong token leaves it closed, and says why', async () => {
  const { given, board } = scripted();
  given.refusal = problem('signed-out');
  expect(await board.unlock('wrong')).toBe(false);
  expect(board.state.value).toEqual({ kind: 'locked', error: given.refusal });
});

test('a token that is refused later closes it; what was shown is gone', async () => {
  const { given, board } = scripted();
  await board.unlock('right');
  given.refusal = problem('signed-out');
  await board.refresh();
  expect(board.state.value).toEqual({ kind: 'locked', error: given.refusal });
});

test('a look that fails keeps what was seen, and says that it is old', async () => {
  const { given, board } = scripted();
  await board.unlock('right');
  given.refusal = problem('internal');
  await board.refresh();
  expect(board.state.value).toMatchObject({ kind: 'open', error: given.refusal, seen: { view } });
  given.refusal = null;
  await board.refresh();
  expect(board.state.value).toMatchObject({ kind: 'open', error: null, isRefreshing: false });
});

test('locking forgets the token, even while a look is under way', async () => {
  const { board } = scripted();
  await board.unlock('right');
  const looking = board.refresh();
  board.lock();
  await looking;
  expect(JSON.stringify(board.state.value)).not.toContain('right');
  expect(board.state.value.kind).toBe('locked');
});

test('two looks at once are one', async () => {
  const { given, board } = scripted();
  await board.unlock('right');
  given.asked.length = 0;
  await Promise.all([board.refresh(), board.refresh()]);
  expect(given.asked).toEqual(['view right', 'keys true']);
});

test('a change is followed by a look of its own, though one was under way', async () => {
  const { given, board } = scripted();
  await board.unlock('right');
  given.asked.length = 0;
  void board.refresh();
  await board.change((api) => api.discard('alerts', 'a'));
  expect(given.asked.filter((what) => what.startsWith('view'))).toHaveLength(2);
  expect(given.asked.at(-1)).toBe('keys true');
});

test('a change is followed by a look; one that is refused is told', async () => {
  const { given, board } = scripted();
  await board.unlock('right');
  given.asked.length = 0;
  await board.change((api) => api.discard('alerts', 'a'));
  expect(given.asked).toEqual(['discard alerts a', 'view right', 'keys true']);
  given.refusal = problem('unknown-message');
  await expect(board.change((api) => api.retry('dead-letters', 'd'))).rejects.toBe(given.refusal);
});
