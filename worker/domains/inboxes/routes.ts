import { type Context, Hono } from 'hono';
import {
  type InboxPage,
  inboxChange,
  inboxCreation,
  inboxListQuery,
} from '../../../contract/inbox.ts';
import { etagOf, ifMatch } from '../../http/etag.ts';
import { valid } from '../../http/validate.ts';
import { may } from '../tenants/access.ts';
import { type InTenant, inTenant } from '../tenants/session.ts';
import { changeInbox } from './change.ts';
import { createInbox } from './create.ts';
import { readCredentials } from './credentials.ts';
import { presentInbox } from './present.ts';
import { findInbox, listInboxes, planOf } from './queries.ts';
import type { InboxRow } from './tables.ts';

/** An inbox as the signed-in person may see it. */
export const present = async (c: Context<InTenant>, row: InboxRow) => {
  const stored = await readCredentials(c.var.deps.vault, row);
  return presentInbox(row, stored, may(c.var.tenant.role, { inbox: 'manage' }));
};

/** Answers with one inbox and its entity tag. */
export const answerInbox = async <Status extends 200 | 201>(
  c: Context<InTenant>,
  row: InboxRow,
  status: Status,
) => {
  c.header('etag', etagOf(row.version));
  return c.json(await present(c, row), status);
};

export const inboxRoutes = new Hono<InTenant>()
  .get('/inboxes', inTenant({ inbox: 'list' }), valid('query', inboxListQuery), async (c) => {
    const { deps, tenant } = c.var;
    const [page, plan] = await Promise.all([
      listInboxes(deps.db, tenant.tenant, c.req.valid('query')),
      planOf(deps.db, tenant.tenant),
    ]);
    const inboxes = await Promise.all(page.rows.map((row) => present(c, row)));
    return c.json({ inboxes, nextCursor: page.nextCursor, plan } satisfies InboxPage);
  })
  .post('/inboxes', inTenant({ inbox: 'manage' }), valid('json', inboxCreation), async (c) => {
    const row = await createInbox(c.var.deps, c.var.tenant.tenant, c.req.valid('json'));
    c.header('location', `${c.req.path}/${row.id}`);
    return answerInbox(c, row, 201);
  })
  .get('/inboxes/:id', inTenant({ inbox: 'list' }), async (c) => {
    const row = await findInbox(c.var.deps.db, c.var.tenant.tenant, c.req.param('id'));
    return answerInbox(c, row, 200);
  })
  .patch('/inboxes/:id', inTenant({ inbox: 'manage' }), valid('json', inboxChange), async (c) => {
    const { deps, tenant } = c.var;
    const change = c.req.valid('json');
    const row = await changeInbox(deps, tenant.tenant, c.req.param('id'), change, ifMatch(c));
    return answerInbox(c, row, 200);
  });
