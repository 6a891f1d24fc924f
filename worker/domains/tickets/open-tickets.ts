import { and, count, eq, ne } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Deps } from '../../deps.ts';
import type { Database } from '../../platform/database.ts';
import { tickets } from './tables.ts';

type Owner = { tenant: string; inbox: string };

/** Open means not closed: pending ones too. */
const openIn = ({ tenant, inbox }: Owner) =>
  and(eq(tickets.tenant, tenant), eq(tickets.inbox, inbox), ne(tickets.status, 'closed'));

/** Reads how many open tickets an inbox has. */
export const openTicketsOf = (db: Database, owner: Owner) =>
  db.select({ open: count() }).from(tickets).where(openIn(owner));

/** Moves an inbox's open tickets to another inbox of the tenant. Closed ones stay: they are history. */
export const transferOpen = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  owner: Owner,
  target: string,
): BatchItem<'sqlite'> =>
  db.update(tickets).set({ inbox: target, updatedAt: now() }).where(openIn(owner));

/** Closes an inbox's open tickets. */
export const closeOpen = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  owner: Owner,
): BatchItem<'sqlite'> =>
  db.update(tickets).set({ status: 'closed', updatedAt: now() }).where(openIn(owner));
