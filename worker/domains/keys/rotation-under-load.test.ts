import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import type { Inbox } from '../../../contract/inbox.ts';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { createVault } from '../../platform/vault.ts';
import { NEW, newVault, OLD, oldVault, rotating } from '../../testing/rotation.ts';
import { idOf, inboxesByKey, openedInboxes, sealedInboxes } from '../../testing/sealed-inboxes.ts';
import { type Browser, makeTenant, signedIn } from '../../testing/world.ts';

const MANY = 420;
const CLIENTS = 4;
const OF_EACH = 104;
const MINUTES = 40;
/** Each client's, however quick the rotation is: two passwords and a disconnect are among them. */
const LEAST_TURNS = 5;

const { current: oldId } = await oldVault.keyIds();
const { current: newId } = await newVault.keyIds();

beforeEach(() => makeTenant('acme', { inboxLimit: 100_000 }));

const clientOf = (settings: Record<string, string>): Promise<Browser> => {
  const app = createApp({ ...createDeps({ ...env, ...settings }), log: () => {} });
  return signedIn('owner@acme.test', async (request) => app.fetch(request));
};

const server = (password: string) => ({
  ...{ host: 'mail.acme.test', port: 993, security: 'tls', username: 'user', password },
});
const servers = (password: string) => ({
  imap: server(password),
  smtp: { host: 'mail.acme.test', port: 465, security: 'tls', sameCredentials: true },
});

/** What clients were promised: a password that was accepted, or `null` for a disconnect. */
type Promised = Map<string, string | null>;

/** Reads and writes as clients do, each on inboxes of its own, until told to stop. */
const client = async (own: Browser, number: number, promised: Promised, stopped: () => boolean) => {
  for (let turn = 0; turn < LEAST_TURNS || !stopped(); turn++) {
    // Of each four the last holds a grant, which is not changed by a form.
    const id = idOf(number * OF_EACH + 4 * ((turn * 7) % (OF_EACH / 4)) + (turn % 3));
    const path = `/api/orgs/acme/inboxes/${id}`;
    const found = await own.get(path);
    expect(found.status).toBe(200);
    expect((found.body as Inbox).lastError).toBeNull();
    if (turn % 3 === 1) {
      const password = `new secret ${number} ${turn}`;
      const put = await own.put(`${path}/connection?verify=false`, servers(password));
      expect(put.status, put.text).toBe(200);
      promised.set(id, password);
    }
    if (turn % 5 === 4) {
      expect((await own.post(`${path}/disconnect`, {})).status).toBe(200);
      promised.set(id, null);
    }
    expect((await own.get('/api/orgs/acme/inboxes')).status).toBe(200);
  }
};

const passwordIn = (secret: string | null | undefined): string | null =>
  secret ? (JSON.parse(secret).imap?.password ?? null) : null;

test('while clients read and write, through what is of the old deployment too, nothing is lost', async () => {
  await (await sealedInboxes(oldVault, MANY))();
  const before = await openedInboxes(oldVault);
  // What is still of the old deployment opens with both keys and seals with the old one.
  const old = await clientOf({ ENCRYPTION_KEY: OLD, ENCRYPTION_KEYS_RETIRING: NEW });
  const fresh = await clientOf({ ENCRYPTION_KEY: NEW, ENCRYPTION_KEYS_RETIRING: OLD });
  const promised: Promised = new Map();
  let isOver = false;
  let isOldOver = false;
  const olds = [client(old, 0, promised, () => isOldOver)];
  const news = [1, 2, 3].map((number) => client(fresh, number, promised, () => isOver));

  // Stopped at every third step, as a process that is killed, and begun again by the next minute.
  let steps = 0;
  const world = rotating(async (trip) => {
    steps += 1;
    if (steps % 3 === 0) throw new Error('stopped');
    const answer = await trip.run();
    if (steps % 7 === 0) throw new Error('stopped');
    return answer;
  });
  for (let minute = 0; minute < MINUTES; minute++) {
    await world.minute().catch(() => {});
    world.minutesPass(2);
  }
  isOldOver = true;
  await Promise.all(olds);
  isOver = true;
  await Promise.all(news);
  const quiet = rotating();
  for (let minute = 0; minute < 4; minute++) {
    quiet.minutesPass(100 * MINUTES);
    await quiet.minute();
  }

  const byKey = await inboxesByKey();
  expect(byKey[oldId] ?? 0).toBe(0);
  const after = await openedInboxes(createVault(NEW));
  expect(promised.size).toBeGreaterThan(CLIENTS);
  for (const [id, password] of promised) expect(passwordIn(after.get(id)), id).toBe(password);
  for (const [id, secret] of before) if (!promised.has(id)) expect(after.get(id), id).toBe(secret);
  const disconnected = [...promised.values()].filter((one) => one === null).length;
  expect(byKey).toEqual({ [newId]: MANY - disconnected });
}, 120_000);
