import type { Deps } from '../../deps.ts';
import type { Vault } from '../../platform/vault.ts';
import { inboxesUnder, keysInUse } from './keys-in-use.ts';

const AGAIN_MS = 60_000;
/** Rows of another key may come with a backup that is put back. */
const SURE_FOR_MS = 5 * 60_000;

type Checked = { at: number; missing: readonly string[] };
type Needed = Pick<Deps, 'db' | 'vault' | 'log' | 'now'>;

// By the vault, which an isolate has one of, and whose keys it is about.
const checks = new WeakMap<Vault, Checked>();

const tell = async ({ db, log }: Needed, keyId: string): Promise<void> => {
  const inboxes = await inboxesUnder(db, keyId);
  const reason = `${inboxes} inboxes need it; add it to ENCRYPTION_KEYS_RETIRING`;
  log('error', 'key-missing', { code: keyId, reason });
};

const check = async (deps: Needed): Promise<readonly string[]> => {
  const { current, retiring } = await deps.vault.keyIds();
  const known = new Set([current, ...retiring]);
  const missing = (await keysInUse(deps.db)).filter((id) => !known.has(id));
  for (const keyId of missing) await tell(deps, keyId);
  return missing;
};

/**
 * The ids of keys that stored credentials need and this deployment does not have. To go on without one
 * would show their inboxes as broken. It is found out every few minutes, and told to the log; every
 * minute while one is missing. What the envelopes say plays no part: one that is damaged is its own inbox's
 * trouble.
 */
export const missingKeys = async (deps: Needed): Promise<readonly string[]> => {
  const { vault, now } = deps;
  const at = now().getTime();
  const last = checks.get(vault);
  const goodForMs = last?.missing.length === 0 ? SURE_FOR_MS : AGAIN_MS;
  if (last && at - last.at < goodForMs) return last.missing;
  const missing = await check(deps);
  checks.set(vault, { at, missing });
  return missing;
};
