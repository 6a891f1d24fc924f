import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { App } from '../../http/app-env.ts';
import { ProblemError } from '../../http/problem.ts';
import { may, type Permission } from './access.ts';
import { type Membership, membershipIn } from './queries.ts';

export type Person = { id: string; email: string; name: string };

/** Whose live session a request carries, and its id, which is no secret. */
export type Visitor = { person: Person; session: string };

/** What a handler behind {@link signedIn} knows. */
export type SignedIn = App & { Variables: Visitor };

/** What a handler behind {@link inTenant} knows: the tenant is the one of the path, and the person's own. */
export type InTenant = SignedIn & { Variables: { tenant: Membership } };

/** Who sends a request, or `null` without a live session. */
export const visitorOf = async (
  c: Pick<Context<App>, 'var' | 'req' | 'header'>,
): Promise<Visitor | null> => {
  const { headers, response } = await c.var.deps.auth.api.getSession({
    headers: c.req.raw.headers,
    returnHeaders: true,
  });
  // A session in use is prolonged, in the browser as in the database.
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  if (!response) return null;
  const { id, email, name } = response.user;
  return { person: { id, email, name }, session: response.session.id };
};

/** Lets through whoever has a live session; else `signed-out`. */
export const signedIn = createMiddleware<SignedIn>(async (c, next) => {
  const visitor = await visitorOf(c);
  if (visitor === null) throw new ProblemError('signed-out');
  c.set('person', visitor.person);
  c.set('session', visitor.session);
  await next();
});

/** Who is acting, and in which tenant. */
export type Who = { tenant: string; person: Pick<Person, 'id' | 'name'> };

/** The one who sent the request. */
export const whoOf = (c: Context<InTenant>): Who => ({
  tenant: c.var.tenant.tenant,
  person: { id: c.var.person.id, name: c.var.person.name },
});

/**
 * Resolves `:org` for the signed-in person: `not-found` where they are no member, so that a tenant
 * can't be told from one that doesn't exist; `role-forbids` where their role lacks the permission.
 */
export const inTenant = (permission: Permission) =>
  createMiddleware<InTenant, '/:org'>(async (c, next) => {
    const membership = await membershipIn(c.var.deps.db, c.var.person.id, c.req.param('org'));
    if (!membership) throw new ProblemError('not-found');
    if (!may(membership.role, permission)) throw new ProblemError('role-forbids');
    c.set('tenant', membership);
    await next();
  });
