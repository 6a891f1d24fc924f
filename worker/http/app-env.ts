import type { Deps } from '../deps.ts';

/** What every handler finds in its context. */
export type App = { Variables: { deps: Deps; requestId: string } };
