import { Hono } from 'hono';
import type { Timeline } from '../../../contract/audit.ts';
import { pageQuery } from '../../../contract/page.ts';
import { valid } from '../../http/validate.ts';
import { presentEvent } from '../audit/present.ts';
import { pageOfEvents } from '../audit/queries.ts';
import { type InTenant, inTenant } from '../tenants/session.ts';
import { findInbox } from './queries.ts';

export const timelineRoutes = new Hono<InTenant>().get(
  '/inboxes/:id/timeline',
  inTenant({ audit: 'read' }),
  valid('query', pageQuery),
  async (c) => {
    const { db } = c.var.deps;
    const { tenant } = c.var.tenant;
    const { id: inbox } = await findInbox(db, tenant, c.req.param('id'));
    const page = await pageOfEvents(db, { tenant, inbox }, c.req.valid('query'));
    const entries = page.rows.map((row) => ({ kind: 'event' as const, ...presentEvent(row) }));
    return c.json({ entries, nextCursor: page.nextCursor } satisfies Timeline);
  },
);
