import type { InboxServiceContract } from '../../../contract/inbox-service.ts';
import type { InboxService } from '../../inbox-service.ts';

type Bindings = { INBOXES: Service<InboxService> };
type Arguments<Method extends keyof InboxServiceContract> = Parameters<
  InboxServiceContract[Method]
>;

const ask = async ({ INBOXES }: Bindings, method: string, given: unknown): Promise<unknown> => {
  switch (method) {
    case 'credentials':
      return INBOXES.credentials(...(given as Arguments<'credentials'>));
    case 'accessToken':
      return INBOXES.accessToken(...(given as Arguments<'accessToken'>));
    case 'reportAuthFailure':
      return INBOXES.reportAuthFailure(...(given as Arguments<'reportAuthFailure'>));
    case 'inboxFor':
      return INBOXES.inboxFor(...(given as Arguments<'inboxFor'>));
    default:
      return (await INBOXES.fetch(`https://letterbox/${method}`)).status;
  }
};

/** Asks Letterbox what the path names, with the arguments in the body; any other path, by HTTP. */
export default {
  async fetch(request, env) {
    const method = new URL(request.url).pathname.slice(1);
    try {
      return Response.json({ answer: (await ask(env, method, await request.json())) ?? null });
    } catch (error) {
      return Response.json({ thrown: String(error) }, { status: 502 });
    }
  },
} satisfies ExportedHandler<Bindings>;
