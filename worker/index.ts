import { createApp } from './app.ts';
import { deployment } from './deployment.ts';

export { InboxService } from './inbox-service.ts';
export { InboxTokens } from './inbox-tokens.ts';

const app = createApp(deployment);

export default { fetch: app.fetch } satisfies ExportedHandler<Env>;
