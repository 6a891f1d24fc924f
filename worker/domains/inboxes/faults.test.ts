import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Alias } from '../../../contract/alias.ts';
import type { Inbox } from '../../../contract/inbox.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { CAUSE, type Fault, faults } from '../../testing/faulty-database.ts';
import { brokenRules } from '../../testing/invariants.ts';
import { dumpInboxes, keepInboxes } from '../../testing/kept-inboxes.ts';
import { WORKING } from '../../testing/mail.ts';
import { MUTATIONS, type Mutation, type Scene } from '../../testing/mutations.ts';
import { quietApiAt } from '../../testing/quiet-api.ts';
import { watchedDatabase } from '../../testing/watched-database.ts';
import {
  type Answer,
  type Browser,
  db,
  IMAP_INBOX,
  makeTenant,
  signedIn,
} from '../../testing/world.ts';
import { tickets } from '../tickets/tables.ts';

// Earlier than now, for ids of the scene sort before those that come later.
const SCENE_AT = new Date(Date.now() - 60_000);
const NOW = new Date();

const { watch, during, ofLast } = faults();

let owner: Browser;
let scene: Scene;
let restoreScene: () => Promise<void>;

const create = async (by: Browser, emailAddress: string): Promise<string> =>
  ((await by.post(INBOXES, { ...IMAP_INBOX, emailAddress })).body as Inbox).id;

const makeScene = async (by: Browser): Promise<Scene> => {
  const main = await create(by, 'support@acme.test');
  const other = await create(by, 'sales@acme.test');
  const archived = await create(by, 'billing@acme.test');
  await by.put(`${INBOXES}/${main}/connection?verify=false`, WORKING);
  const checked = await by.post(`${INBOXES}/${main}/checks`, {});
  expect(checked.body).toMatchObject({ ok: true });
  await by.patch(`${INBOXES}/${main}`, { name: 'Main' });
  await by.post(`${INBOXES}/${archived}/archive`, {});
  const added = await by.post(`${INBOXES}/${main}/aliases`, { emailAddress: 'help@acme.test' });
  await db.batch([
    db.insert(tickets).values(ticket(main, 'open')),
    db.insert(tickets).values(ticket(main, 'pending')),
    db.insert(tickets).values(ticket(main, 'closed')),
  ]);
  return { main, other, archived, alias: (added.body as Alias).id };
};

const ticket = (inbox: string, status: 'open' | 'pending' | 'closed') => ({
  ...{ id: `tkt_${status}`, tenant: 'acme', inbox, subject: 'Hello', status },
  ...{ createdAt: SCENE_AT, updatedAt: SCENE_AT },
});

beforeEach(async () => {
  await makeTenant('acme', { inboxLimit: 4 });
  const inScene = quietApiAt(SCENE_AT);
  scene = await makeScene(await signedIn('owner@acme.test', inScene));
  restoreScene = await keepInboxes();
  const api = quietApiAt(NOW, watchedDatabase(env.DB, watch));
  owner = await signedIn('owner@acme.test', api);
});

const ask = ({ method, path, body, headers }: Mutation): Promise<Answer> =>
  owner.send(method, `/api/orgs/acme${path(scene)}`, {
    ...(body && { body: body(scene) }),
    ...(headers && { headers }),
  });

const expectInternal = (answer: Answer, fault: string): void => {
  expect(answer.status, fault).toBe(500);
  expect(answer.headers.get('content-type'), fault).toBe('application/problem+json');
  expect(answer.body, fault).toEqual({
    type: '/problems/internal',
    title: 'Something went wrong on our side',
    status: 500,
    code: 'internal',
    requestId: expect.any(String),
  });
  expect(answer.text, fault).not.toContain(CAUSE);
};

const said = (fault: Fault) => JSON.stringify(fault);

const isFinished = ({ method }: Mutation, { status }: Answer) =>
  status < 300 || (method === 'DELETE' && status === 404);

/** Asks with a fault, then again without one. */
const failAndRetry = async (mutation: Mutation, fault: Fault, before: string, after: string) => {
  await restoreScene();
  expectInternal(await during(fault, () => ask(mutation)), said(fault));
  const left = await dumpInboxes();
  expect([before, after], said(fault)).toContain(left);
  expect(await brokenRules(), said(fault)).toEqual([]);
  const retried = await ask(mutation);
  expect(isFinished(mutation, retried), `${said(fault)} ${retried.text}`).toBe(true);
  expect(await dumpInboxes(), said(fault)).toBe(after);
  expect(await brokenRules(), said(fault)).toEqual([]);
};

describe('wherever the database fails, before a statement, within a batch or after it', () => {
  test.each(MUTATIONS)(
    '$name leaves all as it was or all as it should be, and a retry finishes it',
    async (mutation) => {
      const before = await dumpInboxes();
      const done = await during(null, () => ask(mutation));
      expect(done.status, done.text).toBeLessThan(300);
      const all = ofLast();
      const after = await dumpInboxes();
      expect(after).not.toBe(before);
      expect(await brokenRules()).toEqual([]);
      for (const fault of all) await failAndRetry(mutation, fault, before, after);
    },
  );
});
