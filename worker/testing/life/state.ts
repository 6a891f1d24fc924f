import { ne } from 'drizzle-orm';
import type { Inbox, InboxPage } from '../../../contract/inbox.ts';
import { tickets } from '../../domains/tickets/tables.ts';
import { db } from '../world.ts';
import { LIMIT, type Model, type View, viewOf, viewShown } from './model.ts';
import type { People } from './people.ts';

type State = {
  inboxes: View[];
  plans: Record<string, InboxPage['plan']>;
  open: Record<string, number>;
};

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);

const sorted = (views: View[]) => views.toSorted(byId);

const counted = (ids: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const id of ids.toSorted()) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
};

const planOf = (model: Model, tenant: string): InboxPage['plan'] => {
  const own = model.inboxes.filter((inbox) => inbox.tenant === tenant);
  const used = own.filter(({ life }) => life === 'active').length;
  return { limit: LIMIT, used, archived: own.filter(({ life }) => life === 'archived').length };
};

/** What the API should show of everything now. */
export const stateOf = (model: Model): State => ({
  inboxes: sorted(model.inboxes.filter(({ life }) => life !== 'deleted').map(viewOf)),
  plans: { acme: planOf(model, 'acme'), zeta: planOf(model, 'zeta') },
  open: counted(model.inboxes.flatMap(({ id, open }) => Array<string>(open).fill(id))),
});

const pagesOf = async (people: People, tenant: 'acme' | 'zeta') => {
  const { owner } = people[tenant];
  const path = `/api/orgs/${tenant}/inboxes`;
  const answers = [await owner.get(path), await owner.get(`${path}?archived=true`)];
  const pages = answers.map(({ body }) => body as InboxPage);
  const listed = pages.flatMap(({ inboxes }) => inboxes.map(({ id }) => id));
  const views = [];
  for (const id of listed) {
    views.push(viewShown((await owner.get(`${path}/${id}`)).body as Inbox));
  }
  return { plan: pages[0]?.plan ?? { limit: 0, used: 0, archived: 0 }, views };
};

/** What the API shows of everything now: both lists of both tenants, each inbox, the open tickets. */
export const readState = async (people: People): Promise<State> => {
  const [acme, zeta] = [await pagesOf(people, 'acme'), await pagesOf(people, 'zeta')];
  const open = await db
    .select({ id: tickets.inbox })
    .from(tickets)
    .where(ne(tickets.status, 'closed'));
  return {
    inboxes: sorted([...acme.views, ...zeta.views]),
    plans: { acme: acme.plan, zeta: zeta.plan },
    open: counted(open.map(({ id }) => id)),
  };
};
