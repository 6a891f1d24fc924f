import { eq } from 'drizzle-orm';
import type { InboxHealth, TroublesAnswer } from '../../contract/health.ts';
import type { Inbox } from '../../contract/inbox.ts';
import type { Deps } from '../deps.ts';
import { incidents } from '../domains/health/tables.ts';
import { checkSlots, inboxes } from '../domains/inboxes/tables.ts';
import { INBOXES } from './acme-inbox.ts';
import { background } from './background.ts';
import { connectorEdge } from './connector-edge.ts';
import { storeInboxes } from './stored-inboxes.ts';
import { type Browser, db, makeTenant, signedIn } from './world.ts';

type Wanted = Parameters<typeof storeInboxes>[1];

/** Slots that a run takes in the first minute of an hour. */
const FIRST_RUN = 0;

/** A run's row, as a test reads it. */
export const runOf = (slot = FIRST_RUN) =>
  db.select().from(checkSlots).where(eq(checkSlots.slot, slot)).get();

/** All incidents, oldest first. */
export const allIncidents = () => db.select().from(incidents).orderBy(incidents.id);

/** An inbox's row. */
export const rowOf = async (id: string) => {
  const row = await db.select().from(inboxes).where(eq(inboxes.id, id)).get();
  if (!row) throw new Error(`There is no ${id}.`);
  return row;
};

export const inboxAt = async (by: Browser, id: string) =>
  (await by.get(`${INBOXES}/${id}`)).body as Inbox;

export const healthAt = async (by: Browser, id: string) =>
  (await by.get(`${INBOXES}/${id}/health`)).body as InboxHealth;

export const troublesAt = async (by: Browser, org = 'acme') =>
  (await by.get(`/api/orgs/${org}/troubles`)).body as TroublesAnswer;

/** A tenant whose inboxes are checked in the background, from the first minute of an hour on. */
export const checkedWorld = async (changes: Partial<Deps> = {}) => {
  await makeTenant('acme', { inboxLimit: 1000 });
  const edge = connectorEdge();
  const world = background({ connector: edge.connector, ...changes });
  const admin = await signedIn('admin@acme.test');
  return {
    ...world,
    edge,
    admin,
    /** Stores inboxes that are connected by now. */
    store: (...wanted: Wanted) => storeInboxes(world.now(), wanted),
    /** Waits until the run that a slot's row is about is completed. */
    completed: (slot = FIRST_RUN) =>
      world.until(async () => {
        const row = await runOf(slot);
        if (row?.completedRun?.getTime() !== row?.run.getTime()) throw new Error('Not completed.');
        if (row === undefined) throw new Error('No run.');
      }),
    /** Waits until an inbox has been found to fail so many times in a row. */
    failed: (id: string, times: number) =>
      world.until(async () => {
        const { failingChecks } = await rowOf(id);
        if (failingChecks !== times) throw new Error(`Failed ${failingChecks} times.`);
      }),
  };
};

export type CheckedWorld = Awaited<ReturnType<typeof checkedWorld>>;
