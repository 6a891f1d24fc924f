import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const at = (...parts: string[]): string => join(root, ...parts);

/** Everything a stand keeps between runs, but for the keys. Tests give theirs another folder. */
export const state = process.env.LETTERBOX_STAND ?? at('.stand');
export const persisted = join(state, 'state');
/** What the local Google and Microsoft keep: who has consented to what. */
export const consents = join(state, 'identity-provider.json');
export const certificates = join(state, 'certificates');
export const logs = join(state, 'logs');
export const environmentFile = join(state, 'workers.env');
export const devVars = at('.dev.vars');
export const standFile = process.env.LETTERBOX_STAND
  ? join(state, 'stand.json')
  : at('.stand.json');
