import { Hono } from 'hono';
import { alertPreferenceChange, type TroublesAnswer } from '../../../contract/health.ts';
import { valid } from '../../http/validate.ts';
import { may } from '../tenants/access.ts';
import { type InTenant, inTenant, whoOf } from '../tenants/session.ts';
import { healthOf } from './inbox-health.ts';
import { outagesFor } from './outages-for.ts';
import { changePreference, preferenceOf } from './preference.ts';
import { presentShared } from './present.ts';
import { sharedCauses } from './queries.ts';

/** Whether a tenant's inboxes work, and who is told when they don't. */
export const healthRoutes = new Hono<InTenant>()
  .get('/inboxes/:id/health', inTenant({ inbox: 'manage' }), async (c) =>
    c.json(await healthOf(c.var.deps, c.var.tenant.tenant, c.req.param('id'))),
  )
  .get('/troubles', inTenant({ inbox: 'list' }), async (c) => {
    const { deps } = c.var;
    const { tenant, role } = c.var.tenant;
    // Which servers inboxes have is for those who manage.
    const manages = may(role, { inbox: 'manage' });
    const [outages, shared] = await Promise.all([
      outagesFor(deps, tenant),
      manages ? sharedCauses(deps.db, tenant).then(presentShared) : [],
    ]);
    return c.json({ outages, shared } satisfies TroublesAnswer);
  })
  .get('/alerts/preference', inTenant({ inbox: 'manage' }), async (c) =>
    c.json(await preferenceOf(c.var.deps, whoOf(c))),
  )
  .put(
    '/alerts/preference',
    inTenant({ inbox: 'manage' }),
    valid('json', alertPreferenceChange),
    async (c) => c.json(await changePreference(c.var.deps, whoOf(c), c.req.valid('json'))),
  );
