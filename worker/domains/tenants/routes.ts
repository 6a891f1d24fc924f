import { Hono } from 'hono';
import type { Me } from '../../../contract/member.ts';
import type { Deployment, InvitationView, MemberList } from '../../../contract/tenancy.ts';
import { invitationAcceptance, invitationCreation, setup } from '../../../contract/tenancy.ts';
import type { App } from '../../http/app-env.ts';
import { onceOf } from '../../http/idempotency-key.ts';
import { ProblemError } from '../../http/problem.ts';
import { valid } from '../../http/validate.ts';
import { acceptSignedIn, acceptWithNewAccount, findInvitation } from './accept-invitation.ts';
import { cancelInvitation, inviteOnce } from './invite.ts';
import { isSetUp, membershipsOf, membersOf, pendingInvitationsOf } from './queries.ts';
import { renewSession } from './renew-session.ts';
import { type InTenant, inTenant, type SignedIn, signedIn, whoOf } from './session.ts';
import { setUp } from './set-up.ts';
import { startSession } from './start-session.ts';

/** Before anybody is signed in. */
export const publicRoutes = new Hono<App>()
  .get('/deployment', async (c) => {
    const { configuration, db, mailer } = c.var.deps;
    const setupOpen = configuration.SETUP_TOKEN !== undefined && !(await isSetUp(db));
    return c.json({ setupOpen, magicLink: mailer !== null } satisfies Deployment);
  })
  .post('/setup', valid('json', setup), async (c) => {
    const input = c.req.valid('json');
    await setUp(c.var.deps, input);
    await startSession(c, input.owner);
    return c.json({ slug: input.organization.slug }, 201);
  })
  .get('/invitations/:secret', async (c) => {
    const found = await findInvitation(c.var.deps, c.req.param('secret'));
    return c.json({
      organization: { slug: found.slug, name: found.name },
      email: found.email,
      role: found.role,
      hasAccount: found.userId !== null,
    } satisfies InvitationView);
  })
  .post('/invitations/:secret/account', valid('json', invitationAcceptance), async (c) => {
    const person = c.req.valid('json');
    const invitation = await acceptWithNewAccount(c.var.deps, c.req.param('secret'), person);
    await startSession(c, { email: invitation.email, password: person.password });
    return c.json({ slug: invitation.slug });
  });

/** For a person, whatever their tenants. */
export const personRoutes = new Hono<SignedIn>()
  .get('/me', signedIn, async (c) => {
    const { db } = c.var.deps;
    const memberships = await membershipsOf(db, c.var.person.id);
    const organizations = memberships.map(({ slug, name, role }) => ({ slug, name, role }));
    return c.json({ user: c.var.person, organizations } satisfies Me);
  })
  .post('/invitations/:secret/accept', signedIn, async (c) => {
    const { deps, person } = c.var;
    const invitation = await acceptSignedIn(deps, c.req.param('secret'), person.id);
    await renewSession(c);
    return c.json({ slug: invitation.slug });
  });

/** The people of a tenant. */
export const memberRoutes = new Hono<InTenant>()
  .get('/members', inTenant({ invitation: 'create' }), async (c) => {
    const { db, now } = c.var.deps;
    const pending = await pendingInvitationsOf(db, c.var.tenant.tenant, now());
    return c.json({
      members: await membersOf(db, c.var.tenant.tenant),
      invitations: pending.map((one) => ({ ...one, expiresAt: one.expiresAt.toISOString() })),
    } satisfies MemberList);
  })
  .post(
    '/invitations',
    inTenant({ invitation: 'create' }),
    valid('json', invitationCreation),
    async (c) => {
      const once = await onceOf(c);
      const { headers } = c.req.raw;
      const input = c.req.valid('json');
      return c.json(await inviteOnce(c.var.deps, headers, whoOf(c), input, once), 201);
    },
  )
  .delete('/invitations/:id', inTenant({ invitation: 'cancel' }), async (c) => {
    const { deps, tenant } = c.var;
    const id = c.req.param('id');
    const pending = await pendingInvitationsOf(deps.db, tenant.tenant, deps.now());
    if (!pending.some((one) => one.id === id)) throw new ProblemError('not-found');
    await cancelInvitation(deps, c.req.raw.headers, id);
    return c.body(null, 204);
  });
