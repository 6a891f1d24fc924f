import { Hono } from 'hono';
import { type Alias, type AliasList, aliasCreation } from '../../../contract/alias.ts';
import { onceOf } from '../../http/idempotency-key.ts';
import { valid } from '../../http/validate.ts';
import { type InTenant, inTenant, whoOf } from '../tenants/session.ts';
import { addAlias, removeAlias } from './aliases.ts';
import { findKnownInbox } from './queries.ts';
import type { AliasRow } from './tables.ts';

const present = ({ id, emailAddress, createdAt }: AliasRow): Alias => ({
  id,
  emailAddress,
  createdAt: createdAt.toISOString(),
});

export const aliasRoutes = new Hono<InTenant>()
  .get('/inboxes/:id/aliases', inTenant({ inbox: 'manage' }), async (c) => {
    const { deps, tenant } = c.var;
    const { aliases } = await findKnownInbox(deps.db, tenant.tenant, c.req.param('id'));
    return c.json({ aliases: aliases.map(present) } satisfies AliasList);
  })
  .post(
    '/inboxes/:id/aliases',
    inTenant({ inbox: 'manage' }),
    valid('json', aliasCreation),
    async (c) => {
      const once = await onceOf(c);
      const id = c.req.param('id');
      return c.json(
        present(await addAlias(c.var.deps, whoOf(c), id, c.req.valid('json'), once)),
        201,
      );
    },
  )
  .delete('/inboxes/:id/aliases/:aliasId', inTenant({ inbox: 'manage' }), async (c) => {
    const { id, aliasId } = c.req.param();
    await removeAlias(c.var.deps, whoOf(c), id, aliasId);
    return c.body(null, 204);
  });
