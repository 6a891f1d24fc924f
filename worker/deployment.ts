import { env } from 'cloudflare:workers';
import { createDeps } from './deps.ts';

/** What this isolate stands on. Made when it starts, so that a deployment configured wrongly says so at once. */
export const deployment = createDeps(env);
