import { createApp } from './app.ts';
import { everyMinute, takeBatch } from './background.ts';
import { deployment } from './deployment.ts';

export { InboxService } from './inbox-service.ts';
export { InboxTokens } from './inbox-tokens.ts';

const app = createApp(deployment);

export default {
  fetch: app.fetch,
  scheduled: ({ scheduledTime }) => everyMinute(deployment, new Date(scheduledTime)),
  queue: (batch) => takeBatch(deployment, batch),
} satisfies ExportedHandler<Env>;
