import { signal } from '@preact/signals';
import { codeOf } from '../problem-error.ts';
import { type OperatorApi, operatorApi } from './api.ts';
import { type Board, isCheapToCount, type Seen, withCounts } from './model.ts';

const look = async (api: OperatorApi, before?: Seen, isCounted = false): Promise<Seen> => {
  const view = await api.view();
  const keys = await api.keys({ counts: isCounted || isCheapToCount(view) });
  return { view, keys: withCounts(keys, before?.keys), at: Date.now() };
};

// Whoever is refused now had better say again who they are.
const isOver = (error: unknown): boolean =>
  codeOf(error) === 'signed-out' || codeOf(error) === 'not-found';

/** The page's state and what moves it. The token is in it, and nowhere else: a reload forgets it. */
export const createBoard = (connect: (token: string) => OperatorApi = operatorApi) => {
  const state = signal<Board>({ kind: 'locked', error: null });

  const unlock = async (token: string): Promise<boolean> => {
    if (state.peek().kind !== 'locked') return false;
    state.value = { kind: 'unlocking' };
    try {
      const seen = await look(connect(token));
      state.value = { kind: 'open', token, seen, isRefreshing: false, error: null };
      return true;
    } catch (error) {
      state.value = { kind: 'locked', error };
      return false;
    }
  };

  const lock = () => {
    state.value = { kind: 'locked', error: null };
  };

  let looking: Promise<void> = Promise.resolve();

  const lookAgain = async (
    before: Extract<Board, { kind: 'open' }>,
    isCounted: boolean,
  ): Promise<void> => {
    const { token } = before;
    state.value = { ...before, isRefreshing: true };
    const found = await look(connect(token), before.seen, isCounted).then(
      (seen) => ({ seen, error: null }),
      (error: unknown) => ({ seen: before.seen, error }),
    );
    const now = state.peek();
    // Locked meanwhile.
    if (now.kind !== 'open' || now.token !== token) return;
    state.value = isOver(found.error)
      ? { kind: 'locked', error: found.error }
      : { ...now, ...found, isRefreshing: false };
  };

  /** Looks again, and counts what is sealed under each key where it is told to. One look at a time. */
  const refresh = async ({ isCounted = false } = {}): Promise<void> => {
    const before = state.peek();
    if (before.kind !== 'open' || before.isRefreshing) return;
    looking = lookAgain(before, isCounted);
    await looking;
  };

  /** Asks for a change, then looks what came of it. Rejects where it was refused. */
  const change = async (ask: (api: OperatorApi) => Promise<void>): Promise<void> => {
    const now = state.peek();
    if (now.kind !== 'open') return;
    await ask(connect(now.token)).finally(async () => {
      // One that is under way may have begun before the change.
      await looking;
      await refresh();
    });
  };

  return { state, unlock, lock, refresh, change };
};

export type BoardControls = ReturnType<typeof createBoard>;
