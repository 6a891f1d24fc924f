import { aliasCreation } from '../../contract/alias.ts';
import type { TestResult } from '../../contract/connection-test.ts';
import { type FailureCode, wordFailure } from '../../contract/failure.ts';
import { type InboxChange, inboxChange, inboxCreation } from '../../contract/inbox.ts';
import { connectionInput } from '../../contract/mail-server.ts';
import type { Deps } from '../../worker/deps.ts';
import { checkAsked } from '../../worker/domains/connections/ask.ts';
import { recordServerCheck } from '../../worker/domains/connections/check.ts';
import { connect } from '../../worker/domains/connections/connect.ts';
import { addAlias } from '../../worker/domains/inboxes/aliases.ts';
import { changeInbox } from '../../worker/domains/inboxes/change.ts';
import { createInbox } from '../../worker/domains/inboxes/create.ts';
import { findInbox } from '../../worker/domains/inboxes/queries.ts';
import type { Who } from '../../worker/domains/tenants/session.ts';
import { tickets } from '../../worker/domains/tickets/tables.ts';
import { type TicketCounts, ticketRows } from '../tickets/rows.ts';
import type { SeedInbox } from './seed-inboxes.ts';

/** What every step needs; `seen` is undefined: nobody else changes anything meanwhile. */
export type Step = { deps: Deps; who: Who; id: string };

const passed = { ok: true, stages: [], failure: null };

const testResult = (refusal: FailureCode | null): TestResult => {
  if (refusal === null) return { ok: true, imap: passed, smtp: passed, ms: 0 };
  const { message, hint } = wordFailure(refusal, { protocol: 'imap', host: '', port: 0 });
  const failure = { stage: 'authenticate' as const, code: refusal, message, hint };
  const failed = { ok: false, stages: [], failure };
  return { ok: false, imap: failed, smtp: failed, ms: 0 };
};

/** Makes an inbox as an admin who adds one, up to its name. Gives its id. */
export const create = async (
  deps: Deps,
  who: Who,
  { name, displayName, emailAddress }: SeedInbox,
): Promise<string> => {
  const asked = { name, displayName, emailAddress, connectionType: 'imap' };
  const { row } = await createInbox(deps, who, inboxCreation.parse(asked));
  return row.id;
};

/** Stores an inbox's servers without a test: the mail server may not be there yet. */
export const storeServers = async ({ deps, who, id }: Step, servers: unknown): Promise<void> => {
  const asked = { id, input: connectionInput.parse(servers), verify: false, seen: undefined };
  await connect(deps, who, asked, { requestId: 'seed', signal: AbortSignal.timeout(1000) });
};

/** Writes what a check of the stored servers would have found. */
export const check = async ({ deps, who, id }: Step, refusal: FailureCode | null) => {
  const row = await findInbox(deps.db, who.tenant, id);
  const request = await checkAsked(deps, row);
  await recordServerCheck(deps, who, row, { request, result: testResult(refusal) });
};

export const change = ({ deps, who, id }: Step, asked: InboxChange) =>
  changeInbox(deps, who, id, inboxChange.parse(asked), undefined);

export const alias = ({ deps, who, id }: Step, emailAddress: string) =>
  addAlias(deps, who, id, aliasCreation.parse({ emailAddress }), null);

export const addTickets = async ({ deps, who, id }: Step, counts: TicketCounts): Promise<void> => {
  const rows = ticketRows({ tenant: who.tenant, inbox: id, counts, now: deps.now() });
  const [first, ...rest] = rows.map((row) => deps.db.insert(tickets).values(row));
  if (first) await deps.db.batch([first, ...rest]);
};
