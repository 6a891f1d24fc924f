import { vi } from 'vitest';
import type { Alias } from '../../contract/alias.ts';
import type { Inbox } from '../../contract/inbox.ts';
import type { PendingInvitation } from '../../contract/tenancy.ts';
import type { Operation } from '../operations/operation.ts';
import { type Browser, IMAP_INBOX, makeTenant, signedIn } from './world.ts';

/** What stands in a path for what the scene has. */
export type RouteScene = { id: string; alias: string; invitation: string; secret: string };

/** In bodies, what was typed by somebody; to be looked for where it must not be. */
export const TYPED = 'canary-of-a-typed-text-8c1f';

const SERVER = { host: 'mail.example.com', port: 993, security: 'tls', username: TYPED } as const;
const IMAP = { ...SERVER, password: TYPED };
const CONNECTION = { imap: IMAP, smtp: { ...IMAP, port: 465 } };
const ADDRESS = `${TYPED}@acme.test`;

/** A body that each route with one takes. */
export const BODIES: Record<string, object> = {
  'post /api/setup': {
    token: TYPED,
    organization: { name: TYPED, slug: 'first' },
    owner: { name: TYPED, email: ADDRESS, password: TYPED },
  },
  'post /api/auth/sign-in/email': { email: 'owner@acme.test', password: TYPED },
  'post /api/auth/sign-in/magic-link': { email: ADDRESS },
  'post /api/invitations/:secret/account': { name: TYPED, password: TYPED },
  'post /api/orgs/:org/invitations': { email: ADDRESS, role: 'viewer' },
  'post /api/orgs/:org/inboxes': { name: TYPED, emailAddress: ADDRESS, connectionType: 'imap' },
  'patch /api/orgs/:org/inboxes/:id': {
    displayName: TYPED,
    autoResponse: { enabled: false, subject: TYPED, body: `${TYPED}\n    at ${TYPED} (x.ts:1:1)` },
  },
  'delete /api/orgs/:org/inboxes/:id': { tickets: { action: 'close' } },
  'post /api/orgs/:org/inboxes/:id/aliases': { emailAddress: ADDRESS },
  'put /api/orgs/:org/inboxes/:id/connection': CONNECTION,
  'post /api/orgs/:org/connection-tests': CONNECTION,
  'post /api/orgs/:org/inboxes/:id/oauth': { returnTo: 'inbox' },
  'put /api/orgs/:org/alerts/preference': { mails: false },
};

/** How an operation is named in {@link BODIES}. */
export const routeOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** The body that is sent to a route: one that it takes, or none that says anything. */
export const bodyOf = (operation: Operation): object | undefined =>
  operation.method === 'get' ? undefined : (BODIES[routeOf(operation)] ?? {});

/** Makes a tenant with an inbox, an alias and an invitation. */
export const makeRouteScene = async (): Promise<RouteScene> => {
  await makeTenant('acme');
  const owner = await signedIn('owner@acme.test');
  const inboxes = '/api/orgs/acme/inboxes';
  const { id } = (await owner.post(inboxes, IMAP_INBOX)).body as Inbox;
  const named = { emailAddress: 'alias@acme.test' };
  const added = await owner.post(`${inboxes}/${id}/aliases`, named);
  const mails: string[] = [];
  const info = vi
    .spyOn(console, 'info')
    .mockImplementation((line) => void mails.push(String(line)));
  const guest = { email: 'guest@acme.test', role: 'viewer' };
  const invited = await owner.post('/api/orgs/acme/invitations', guest);
  info.mockRestore();
  return {
    id,
    alias: (added.body as Alias).id,
    invitation: (invited.body as PendingInvitation).id,
    secret: /\/invitation\/([\w.-]+)/.exec(mails.join('\n'))?.[1] ?? '',
  };
};

/** The path of a route in the scene. */
export const pathIn = (
  { path }: Operation,
  { id, alias, invitation, secret }: RouteScene,
): string => {
  const own = path.includes('/invitations/:id') ? invitation : id;
  return path
    .replace(':org', 'acme')
    .replace(':aliasId', alias)
    .replace(':secret', secret)
    .replace(':resultId', 'res_none')
    .replace(':id', own);
};

/** Asks for a route as it is usually asked for. */
export const askRoute = (own: Browser, operation: Operation, scene: RouteScene, query = '') => {
  const body = bodyOf(operation);
  const path = pathIn(operation, scene) + query;
  return own.send(operation.method.toUpperCase(), path, body === undefined ? {} : { body });
};

/** Who may ask for all of them. */
export const SCENE_OWNER = 'owner@acme.test';
