import { and, asc, eq, gt } from 'drizzle-orm';
import type { Role } from '../../../contract/role.ts';
import type { Database } from '../../platform/database.ts';
import { invitations, members, organizations, setups, users } from './tables.ts';

/** A tenant as seen by one of its members. */
export type Membership = { tenant: string; slug: string; name: string; role: Role };

const membershipColumns = {
  tenant: organizations.id,
  slug: organizations.slug,
  name: organizations.name,
  role: members.role,
};

/** A person's tenants, by name. */
export const membershipsOf = (db: Database, userId: string): Promise<Membership[]> =>
  db
    .select(membershipColumns)
    .from(members)
    .innerJoin(organizations, eq(organizations.id, members.organizationId))
    .where(eq(members.userId, userId))
    .orderBy(asc(organizations.name), asc(organizations.id));

/** A person's place in one tenant, or nothing: then the tenant does not exist for them. */
export const membershipIn = (
  db: Database,
  userId: string,
  slug: string,
): Promise<Membership | undefined> =>
  db
    .select(membershipColumns)
    .from(organizations)
    .innerJoin(members, eq(members.organizationId, organizations.id))
    .where(and(eq(organizations.slug, slug), eq(members.userId, userId)))
    .get();

/** A person's place in a tenant that is known by its id. */
export const membershipOf = (
  db: Database,
  userId: string,
  tenant: string,
): Promise<Membership | undefined> =>
  db
    .select(membershipColumns)
    .from(organizations)
    .innerJoin(members, eq(members.organizationId, organizations.id))
    .where(and(eq(organizations.id, tenant), eq(members.userId, userId)))
    .get();

/** What a tenant is called: its slug, as it stands in paths, and its name. */
export const namesOf = (
  db: Database,
  tenant: string,
): Promise<{ slug: string; name: string } | undefined> =>
  db
    .select({ slug: organizations.slug, name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, tenant))
    .get();

/** A tenant's slug, as it stands in paths. */
export const slugOf = async (db: Database, tenant: string): Promise<string | undefined> =>
  (await namesOf(db, tenant))?.slug;

export const membersOf = (db: Database, tenant: string) =>
  db
    .select({ id: members.id, name: users.name, email: users.email, role: members.role })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.organizationId, tenant))
    .orderBy(asc(users.name), asc(members.id));

export const pendingInvitationsOf = (db: Database, tenant: string, now: Date) =>
  db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(
      and(
        eq(invitations.organizationId, tenant),
        eq(invitations.status, 'pending'),
        gt(invitations.expiresAt, now),
      ),
    )
    .orderBy(asc(invitations.email), asc(invitations.id));

/** An invitation that can still be accepted, with the account of its address where there is one. */
export const openInvitation = (db: Database, id: string, now: Date) =>
  db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      tenant: organizations.id,
      slug: organizations.slug,
      name: organizations.name,
      userId: users.id,
    })
    .from(invitations)
    .innerJoin(organizations, eq(organizations.id, invitations.organizationId))
    .leftJoin(users, eq(users.email, invitations.email))
    .where(
      and(
        eq(invitations.id, id),
        eq(invitations.status, 'pending'),
        gt(invitations.expiresAt, now),
      ),
    )
    .get();

export const userExists = async (db: Database, email: string): Promise<boolean> =>
  (await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email.toLowerCase()))
    .get()) !== undefined;

export const isSetUp = async (db: Database): Promise<boolean> =>
  (await db.select({ id: setups.id }).from(setups).limit(1).get()) !== undefined;
