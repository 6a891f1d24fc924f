import { type Context, Hono } from 'hono';
import { deletionPreviewQuery, inboxDeletion } from '../../../contract/deletion.ts';
import {
  type DisconnectedInbox,
  type InboxPage,
  inboxChange,
  inboxCreation,
  inboxListQuery,
} from '../../../contract/inbox.ts';
import { etagOf, ifMatch } from '../../http/etag.ts';
import { onceOf } from '../../http/idempotency-key.ts';
import { outlive } from '../../http/outlive.ts';
import { valid } from '../../http/validate.ts';
import { may } from '../tenants/access.ts';
import { type InTenant, inTenant, whoOf } from '../tenants/session.ts';
import { archive, restore } from './archive.ts';
import { changeInbox } from './change.ts';
import { type Sweeps, sweepsFor } from './check-slots.ts';
import { connectionOf } from './connection.ts';
import { createInbox } from './create.ts';
import { areUnreadable } from './credentials.ts';
import { deleteInbox } from './delete.ts';
import { previewDeletion } from './deletion-preview.ts';
import { disconnect } from './disconnect.ts';
import { presentInbox, presentSummary } from './present.ts';
import { findKnownInbox, type KnownInbox, listInboxes, type SummaryRow } from './queries.ts';

const manages = (c: Context<InTenant>) => may(c.var.tenant.role, { inbox: 'manage' });

const intervalOf = ({ var: { deps } }: Context<InTenant>) =>
  deps.configuration.CHECK_INTERVAL_MINUTES;

const summary = async (c: Context<InTenant>, row: SummaryRow, sweeps: Sweeps) => {
  const isUnreadable = await areUnreadable(c.var.deps.vault, row);
  const known = { isUnreadable, manages: manages(c), sweeps, interval: intervalOf(c) };
  return presentSummary(row, known);
};

const shown = async (c: Context<InTenant>, inbox: KnownInbox) => {
  const { db, vault } = c.var.deps;
  const interval = intervalOf(c);
  const [connection, sweeps] = await Promise.all([
    connectionOf(vault, inbox.row),
    sweepsFor(db, inbox.row, interval),
  ]);
  return presentInbox(inbox, connection, { manages: manages(c), sweeps, interval });
};

/** Answers with one inbox as the signed-in person may see it, and its entity tag. */
export const answerInbox = async <Status extends 200 | 201>(
  c: Context<InTenant>,
  inbox: KnownInbox,
  status: Status,
) => {
  c.header('etag', etagOf(inbox.row.version));
  return c.json(await shown(c, inbox), status);
};

export const inboxRoutes = new Hono<InTenant>()
  .get('/inboxes', inTenant({ inbox: 'list' }), valid('query', inboxListQuery), async (c) => {
    const { deps, tenant } = c.var;
    const [page, plan, sweeps] = await listInboxes(deps.db, tenant.tenant, c.req.valid('query'));
    const inboxes = await Promise.all(page.rows.map((row) => summary(c, row, sweeps)));
    return c.json({ inboxes, nextCursor: page.nextCursor, plan } satisfies InboxPage);
  })
  .post('/inboxes', inTenant({ inbox: 'manage' }), valid('json', inboxCreation), async (c) => {
    const once = await onceOf(c);
    const inbox = await createInbox(c.var.deps, whoOf(c), c.req.valid('json'), once);
    c.header('location', `${c.req.path}/${inbox.row.id}`);
    return answerInbox(c, inbox, 201);
  })
  .get('/inboxes/:id', inTenant({ inbox: 'list' }), async (c) => {
    const inbox = await findKnownInbox(c.var.deps.db, c.var.tenant.tenant, c.req.param('id'));
    return answerInbox(c, inbox, 200);
  })
  .patch('/inboxes/:id', inTenant({ inbox: 'manage' }), valid('json', inboxChange), async (c) => {
    const change = c.req.valid('json');
    const id = c.req.param('id');
    return answerInbox(c, await changeInbox(c.var.deps, whoOf(c), id, change, ifMatch(c)), 200);
  })
  .post('/inboxes/:id/archive', inTenant({ inbox: 'manage' }), async (c) => {
    const inbox = await archive(c.var.deps, whoOf(c), c.req.param('id'), ifMatch(c));
    return answerInbox(c, inbox, 200);
  })
  .post('/inboxes/:id/restore', inTenant({ inbox: 'manage' }), async (c) => {
    const inbox = await restore(c.var.deps, whoOf(c), c.req.param('id'), ifMatch(c));
    return answerInbox(c, inbox, 200);
  })
  .post('/inboxes/:id/disconnect', inTenant({ inbox: 'manage' }), async (c) => {
    const doing = disconnect(c.var.deps, whoOf(c), c.req.param('id'), ifMatch(c));
    const done = await outlive(doing);
    c.header('etag', etagOf(done.inbox.row.version));
    const inbox = await shown(c, done.inbox);
    return c.json({ ...inbox, revocation: done.revocation } satisfies DisconnectedInbox);
  })
  .get(
    '/inboxes/:id/deletion-preview',
    inTenant({ inbox: 'manage' }),
    valid('query', deletionPreviewQuery),
    async (c) => {
      const { deps, tenant } = c.var;
      const { q } = c.req.valid('query');
      return c.json(await previewDeletion(deps.db, tenant.tenant, c.req.param('id'), q));
    },
  )
  .delete(
    '/inboxes/:id',
    inTenant({ inbox: 'manage' }),
    valid('json', inboxDeletion),
    async (c) => {
      const { tickets } = c.req.valid('json');
      const asked = { id: c.req.param('id'), tickets, seen: ifMatch(c) };
      await outlive(deleteInbox(c.var.deps, whoOf(c), asked));
      return c.body(null, 204);
    },
  );
