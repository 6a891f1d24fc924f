import type { KeyState, KeyStatus } from '../../contract/keys.ts';
import type { OperatorView } from '../../contract/operator.ts';

/** What was seen, and when by the browser's clock. */
export type Seen = { view: OperatorView; keys: KeyStatus; at: number };

/** The page: closed until somebody brings the token, which is kept nowhere but here. */
export type Board =
  | { kind: 'locked'; error: unknown }
  | { kind: 'unlocking' }
  | {
      kind: 'open';
      token: string;
      seen: Seen;
      isRefreshing: boolean;
      /** Why what is shown is no longer the newest. */
      error: unknown;
    };

export const REFRESH_MS = 30_000;

/** With so few inboxes, counting them for the keys costs nothing to speak of. */
const FEW_INBOXES = 10_000;

export const isCheapToCount = ({ inboxes }: OperatorView): boolean => inboxes.active <= FEW_INBOXES;

export type ParsedToken = { ok: true; token: string } | { ok: false; error: string };

/** A token as it may stand in a header (RFC 6750 §2.1). */
export const parseToken = (text: string): ParsedToken => {
  const token = text.trim();
  if (token === '') return { ok: false, error: 'Enter the token.' };
  return /^[\x21-\x7e]+$/.test(token)
    ? { ok: true, token }
    : { ok: false, error: 'A token has no spaces, and no letters beyond ASCII.' };
};

/** What an earlier count knows that this answer leaves out: what a pass has to do does not change under way. */
const withCount = (key: KeyState, earlier: KeyState | undefined): KeyState => {
  if (key.inboxes !== null || earlier === undefined || earlier.total === null) return key;
  if (earlier.role !== key.role) return key;
  const { total } = earlier;
  return { ...key, total, inboxes: Math.max(0, total - key.resealed) };
};

/** The newest answer about the keys, with the counts of one before where it has none. */
export const withCounts = (keys: KeyStatus, before: KeyStatus | undefined): KeyStatus => ({
  ...keys,
  keys: keys.keys.map((key) =>
    withCount(
      key,
      before?.keys.find(({ id }) => id === key.id),
    ),
  ),
});

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** How long ago, short enough to stand beside a button. */
export const agoWords = (ms: number): string => {
  if (ms < 2 * SECOND_MS) return 'just now';
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s ago`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`;
  return `${Math.floor(ms / HOUR_MS)} h ago`;
};

const small = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A number as it is read: 12,345 or 0.5. */
export const shown = (count: number): string => small.format(count);

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${shown(count)} ${count === 1 ? one : many}`;
