import { STARTTLS, WORKING } from './mail.ts';

/** The inboxes of a tenant before something is asked of it. */
export type Scene = { main: string; other: string; archived: string; alias: string };

/** One request that changes something; `path` is under the tenant's. */
export type Mutation = {
  name: string;
  method: string;
  path: (scene: Scene) => string;
  body?: (scene: Scene) => object;
  headers?: Record<string, string>;
};

const VERSION = 3;
const seen = { 'if-match': `"${VERSION}"` };
const once = { 'idempotency-key': 'once' };

const AUTO_RESPONSE = { enabled: true, subject: 'Re: {{ticket.subject}}', body: 'We have it.' };

const main = (rest: string) => (scene: Scene) => `/inboxes/${scene.main}${rest}`;

/**
 * Every operation that changes something of an inbox, as it is asked of {@link Scene}: `main` is in
 * version 3, connected, has an alias and open tickets.
 */
export const MUTATIONS: Mutation[] = [
  {
    name: 'creating an inbox',
    method: 'POST',
    path: () => '/inboxes',
    body: () => ({ name: 'New', emailAddress: 'new@acme.test', connectionType: 'imap' }),
    headers: once,
  },
  {
    name: 'adding an alias',
    method: 'POST',
    path: main('/aliases'),
    body: () => ({ emailAddress: 'new@acme.test' }),
    headers: once,
  },
  {
    name: 'removing an alias',
    method: 'DELETE',
    path: (scene) => `/inboxes/${scene.main}/aliases/${scene.alias}`,
  },
  {
    name: 'changing its names',
    method: 'PATCH',
    path: main(''),
    body: () => ({ name: 'Anew', displayName: 'Acme' }),
    headers: seen,
  },
  {
    name: 'enabling its auto-response',
    method: 'PATCH',
    path: main(''),
    body: () => ({ autoResponse: AUTO_RESPONSE }),
    headers: seen,
  },
  { name: 'archiving', method: 'POST', path: main('/archive'), body: () => ({}), headers: seen },
  {
    name: 'restoring',
    method: 'POST',
    path: (scene) => `/inboxes/${scene.archived}/restore`,
    body: () => ({}),
    headers: { 'if-match': '"2"' },
  },
  {
    name: 'disconnecting',
    method: 'POST',
    path: main('/disconnect'),
    body: () => ({}),
    headers: seen,
  },
  {
    name: 'deleting, its tickets closed',
    method: 'DELETE',
    path: main(''),
    body: () => ({ tickets: { action: 'close' } }),
    headers: seen,
  },
  {
    name: 'deleting, its tickets transferred',
    method: 'DELETE',
    path: main(''),
    body: ({ other }) => ({ tickets: { action: 'transfer', inboxId: other } }),
    headers: seen,
  },
  {
    name: 'storing a connection untested',
    method: 'PUT',
    path: main('/connection?verify=false'),
    body: () => STARTTLS,
    headers: seen,
  },
  {
    name: 'connecting',
    method: 'PUT',
    path: main('/connection'),
    body: () => STARTTLS,
    headers: seen,
  },
  { name: 'checking', method: 'POST', path: main('/checks'), body: () => ({}) },
  {
    name: 'testing a connection',
    method: 'POST',
    path: () => '/connection-tests',
    body: (scene) => ({ inboxId: scene.main, imap: WORKING.imap }),
  },
];
