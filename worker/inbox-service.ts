import { WorkerEntrypoint } from 'cloudflare:workers';
import type {
  AccessToken,
  AuthFailureCode,
  InboxAt,
  InboxCredentials,
  InboxServiceContract,
  Reported,
} from '../contract/inbox-service.ts';
import { deployment } from './deployment.ts';
import { credentialsOf } from './domains/connections/service/credentials.ts';
import { inboxesAt } from './domains/connections/service/inboxes-at.ts';
import { reportAuthFailure } from './domains/connections/service/report-auth-failure.ts';
import { guarded } from './guarded.ts';

/**
 * What other Workers of the account ask of Letterbox, by a service binding with this entrypoint. There
 * is no way to it from the internet: whoever holds the binding is trusted with every tenant's mailboxes.
 */
export class InboxService extends WorkerEntrypoint implements InboxServiceContract {
  credentials(inboxId: string): Promise<InboxCredentials> {
    return guarded(() => credentialsOf(deployment, inboxId));
  }

  accessToken(inboxId: string): Promise<AccessToken> {
    return guarded(() => deployment.tokens(inboxId, 'use'));
  }

  reportAuthFailure(inboxId: string, code: AuthFailureCode, version?: number): Promise<Reported> {
    return guarded(() => reportAuthFailure(deployment, inboxId, code, version));
  }

  inboxFor(address: string): Promise<InboxAt[]> {
    return guarded(() => inboxesAt(deployment, address));
  }
}
