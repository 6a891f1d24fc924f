import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type KeyStatus, keyStatus } from '../../contract/keys.ts';
import { devVars } from '../stand/paths.ts';
import { runningStand } from '../stand/stand-file.ts';
import { UnavailableError } from './arguments.ts';

const PATIENCE_MS = 60_000;
const PATH = '/api/operator/keys?counts=true';

/** Whom to ask, and with what. */
export type Target = { url: string; token: string };

const ofStand = async (): Promise<Target> => {
  const url = await runningStand();
  if (url === null) {
    throw new UnavailableError('No Letterbox runs here. Run npm start first, or name one: --url');
  }
  const own = existsSync(devVars) ? parseEnv(readFileSync(devVars, 'utf8')) : {};
  const token = own.OPERATOR_TOKEN;
  if (!token) throw new UnavailableError('.dev.vars has no OPERATOR_TOKEN. Start npm start anew.');
  return { url, token };
};

/** Finds whom to ask. Throws {@link UnavailableError}. */
export const targetOf = async (url: string | null): Promise<Target> => {
  if (url === null) return ofStand();
  const token = process.env.OPERATOR_TOKEN;
  if (token) return { url, token };
  throw new UnavailableError('Give the deployment’s OPERATOR_TOKEN in the environment.');
};

const REFUSALS: Partial<Record<number, string>> = {
  401: 'It refuses this OPERATOR_TOKEN.',
  404: 'It has no OPERATOR_TOKEN: store one (npm run keys:new makes it), or it is an older Letterbox.',
};

/** Asks. Throws {@link UnavailableError}. */
export const askKeys = async ({ url, token }: Target): Promise<KeyStatus> => {
  const answer = await fetch(url + PATH, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => null);
  if (answer === null) throw new UnavailableError(`${url} can’t be reached.`);
  if (!answer.ok) {
    const why = REFUSALS[answer.status] ?? `It answered ${answer.status}.`;
    throw new UnavailableError(`${url}: ${why}`);
  }
  const parsed = keyStatus.safeParse(await answer.json().catch(() => null));
  if (parsed.success) return parsed.data;
  throw new UnavailableError(`${url} answered in an unknown form.`);
};
