import { env } from 'cloudflare:workers';
import { createApp } from './app.ts';
import { createDeps } from './deps.ts';

// Made when the isolate starts, so that a deployment that is configured wrongly says so at once.
const app = createApp(createDeps(env));

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
