import { Hono } from 'hono';
import { pageQuery } from '../../../contract/page.ts';
import { valid } from '../../http/validate.ts';
import { findInbox } from '../inboxes/queries.ts';
import { type InTenant, inTenant } from '../tenants/session.ts';
import { timelineOf } from './timeline.ts';

export const timelineRoutes = new Hono<InTenant>().get(
  '/inboxes/:id/timeline',
  inTenant({ audit: 'read' }),
  valid('query', pageQuery),
  async (c) => {
    const { db } = c.var.deps;
    const { tenant } = c.var.tenant;
    const { id: inbox } = await findInbox(db, tenant, c.req.param('id'));
    return c.json(await timelineOf(db, { tenant, inbox }, c.req.valid('query')));
  },
);
