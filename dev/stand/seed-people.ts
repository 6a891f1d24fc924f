import { hashPassword } from 'better-auth/crypto';
import type { BatchItem } from 'drizzle-orm/batch';
import * as tables from '../../worker/domains/tenants/tables.ts';
import type { Database } from '../../worker/platform/database.ts';
import { type Demo, organizations, others, people } from './demo.ts';

const members = [
  ...people.map(({ email, org, role }) => ({ email, org, role })),
  ...others.flatMap(({ email, orgs }) =>
    orgs.map((org) => ({ email, org, role: 'admin' as const })),
  ),
];

const insertOrganizations = (db: Database, createdAt: Date) =>
  organizations.flatMap(({ slug, name, inboxLimit }): BatchItem<'sqlite'>[] => [
    db
      .insert(tables.organizations)
      .values({ id: slug, slug, name, createdAt })
      .onConflictDoNothing(),
    ...(inboxLimit === undefined
      ? []
      : [
          db.insert(tables.entitlements).values({ tenant: slug, inboxLimit }).onConflictDoNothing(),
        ]),
  ]);

const insertPeople = (db: Database, createdAt: Date, hash: string) => {
  const stamps = { createdAt, updatedAt: createdAt };
  return [...people, ...others].flatMap(({ email, name }) => [
    db
      .insert(tables.users)
      .values({ id: email, email, name, emailVerified: true, ...stamps })
      .onConflictDoNothing(),
    db
      .insert(tables.accounts)
      .values({
        id: email,
        userId: email,
        accountId: email,
        providerId: 'credential',
        password: hash,
        ...stamps,
      })
      .onConflictDoNothing(),
  ]);
};

const insertMembers = (db: Database, createdAt: Date) =>
  members.map(({ email, org, role }) =>
    db
      .insert(tables.members)
      .values({ id: `${org}:${email}`, organizationId: org, userId: email, role, createdAt })
      .onConflictDoNothing(),
  );

/** Makes the demo's tenants and people where they are missing. */
export const seedPeople = async (db: Database, { password }: Demo): Promise<void> => {
  const createdAt = new Date();
  const hash = await hashPassword(password);
  await db.batch([
    // Only the row's existence counts: /setup is closed on a stand that is set up by this seed.
    db.insert(tables.setups).values({ id: 1, completedAt: createdAt }).onConflictDoNothing(),
    ...insertOrganizations(db, createdAt),
    ...insertPeople(db, createdAt, hash),
    ...insertMembers(db, createdAt),
  ]);
};
