import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { addressOf, isCalled, type MicrosoftAccount } from '../accounts.ts';
import { type BearerProblem, readBearer } from '../bearer.ts';
import { answerFault } from '../http-fault.ts';
import type { World } from '../world.ts';

type Handler = (c: Context, account: MicrosoftAccount, scopes: readonly string[]) => Response;

const TOKEN_WORDS: Record<BearerProblem, string> = {
  'no-token': 'Access token is empty.',
  'unknown-token': 'CompactToken validation failed with reason code: 80049228.',
  'expired-token': 'Lifetime validation failed, the token is expired.',
  'revoked-token': 'Access token has been revoked.',
};

const READ = ['Mail.Read', 'Mail.ReadWrite', 'Mail.Read.Shared', 'Mail.ReadWrite.Shared'];
const READ_SHARED = ['Mail.Read.Shared', 'Mail.ReadWrite.Shared'];

const fail = (c: Context, status: 401 | 403 | 404, code: string, message: string) => {
  const id = randomUUID();
  const date = new Date().toISOString().slice(0, 19);
  const innerError = { date, 'request-id': id, 'client-request-id': id };
  return c.json({ error: { code, message, innerError } }, status);
};

const denied = (c: Context) =>
  fail(c, 403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');

const succeed = (c: Context, context: string, entity: Record<string, unknown>) => {
  const selected = c.req.query('$select')?.split(',');
  const shown = Object.entries(entity).filter(([name]) => selected?.includes(name) ?? true);
  return c.json({ '@odata.context': context, ...Object.fromEntries(shown) });
};

const shares = ({ sharedMailboxes }: MicrosoftAccount, address: string) =>
  sharedMailboxes.some((shared) => shared.toLowerCase() === address.toLowerCase());

/** Microsoft Graph, as far as it tells whose mailbox a token opens. */
export const createGraph = (world: World) => {
  const context = (path: string) => `${world.endpoints().microsoft.graph}/v1.0/$metadata#${path}`;

  const guarded = (handler: Handler) => async (c: Context) => {
    world.calls.count('microsoft', 'profile');
    const trouble = answerFault(c, world.faults.take('microsoft', 'profile'));
    if (trouble) return trouble;
    const issued = readBearer(world, 'microsoft', c.req.header('authorization'));
    const problem = typeof issued === 'string' ? issued : 'unknown-token';
    if (typeof issued === 'string' || !('tid' in issued.grant.account)) {
      return fail(c, 401, 'InvalidAuthenticationToken', TOKEN_WORDS[problem]);
    }
    return handler(c, issued.grant.account, issued.scopes);
  };

  const inbox = (c: Context, owner: string) =>
    succeed(c, context(`users('${encodeURIComponent(owner)}')/mailFolders/$entity`), {
      id: Buffer.from(`inbox of ${owner}`).toString('base64url'),
      displayName: 'Inbox',
      parentFolderId: Buffer.from(`root of ${owner}`).toString('base64url'),
      childFolderCount: 0,
      unreadItemCount: 1,
      totalItemCount: 3,
      isHidden: false,
    });

  const openOwn: Handler = (c, account, scopes) => {
    if (!scopes.some((scope) => READ.includes(scope))) return denied(c);
    if (account.hasMailbox !== false) return inbox(c, addressOf(account));
    const words = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    return fail(c, 404, 'MailboxNotEnabledForRESTAPI', words);
  };

  const exists = (address: string) =>
    world.settings.accounts.microsoft.some(
      (account) => isCalled(account, address) || shares(account, address),
    );

  const openAny: Handler = (c, account, scopes) => {
    const address = c.req.param('address') ?? '';
    if (isCalled(account, address)) return openOwn(c, account, scopes);
    if (!exists(address)) {
      return fail(c, 404, 'ErrorInvalidUser', `The requested user '${address}' is invalid.`);
    }
    const isAllowed = scopes.some((scope) => READ_SHARED.includes(scope));
    return isAllowed && shares(account, address) ? inbox(c, address) : denied(c);
  };

  const me: Handler = (c, { id, displayName, mail, userPrincipalName }, scopes) => {
    if (scopes.includes('User.Read')) {
      const entity = { id, displayName, mail, userPrincipalName };
      return succeed(c, context('users/$entity'), entity);
    }
    const words = 'Insufficient privileges to complete the operation.';
    return fail(c, 403, 'Authorization_RequestDenied', words);
  };

  return { me: guarded(me), ownInbox: guarded(openOwn), anyInbox: guarded(openAny) };
};
