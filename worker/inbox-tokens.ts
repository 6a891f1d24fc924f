import { DurableObject } from 'cloudflare:workers';
import type { AccessToken } from '../contract/inbox-service.ts';
import { deployment } from './deployment.ts';
import { tokenKeeper } from './domains/connections/oauth/token-keeper.ts';
import { guarded } from './guarded.ts';
import type { Purpose } from './platform/tokens.ts';

/** One an inbox: the only place where its grant is refreshed. It stores nothing of its own. */
export class InboxTokens extends DurableObject {
  #keeper: ReturnType<typeof tokenKeeper> | undefined;

  accessToken(inboxId: string, purpose: Purpose): Promise<AccessToken> {
    this.#keeper ??= tokenKeeper(deployment, inboxId);
    const ask = this.#keeper;
    return guarded(() => ask(purpose));
  }
}
