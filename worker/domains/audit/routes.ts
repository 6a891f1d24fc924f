import { Hono } from 'hono';
import type { AuditPage } from '../../../contract/audit.ts';
import { pageQuery } from '../../../contract/page.ts';
import { valid } from '../../http/validate.ts';
import { type InTenant, inTenant } from '../tenants/session.ts';
import { presentEvent } from './present.ts';
import { pageOfEvents } from './queries.ts';

export const auditRoutes = new Hono<InTenant>().get(
  '/audit',
  inTenant({ audit: 'read' }),
  valid('query', pageQuery),
  async (c) => {
    const { deps, tenant } = c.var;
    const page = await pageOfEvents(deps.db, { tenant: tenant.tenant }, c.req.valid('query'));
    const events = page.rows.map(presentEvent);
    return c.json({ events, nextCursor: page.nextCursor } satisfies AuditPage);
  },
);
