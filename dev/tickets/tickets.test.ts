import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openLocalDatabase } from '../stand/local-database.ts';
import { prepareStand, runCommand } from '../stand/seed-testing.ts';
import { addTickets } from './add.ts';

const folder = await vi.hoisted(async () => (await import('../stand/seed-testing.ts')).ownStand());

let putBack: () => void;
beforeAll(async () => {
  putBack = await prepareStand();
});
afterEach(() => putBack());
afterAll(() => rmSync(folder, { recursive: true }));

const HELD_MS = 1500;
const ADDRESS = 'sales@initech.test';
const run = (...args: string[]) => runCommand('dev/tickets.mjs', args);
const forSales = (...args: string[]) => run('--org', 'initech', '--inbox', ADDRESS, ...args);

const write = (sql: string) => {
  const db = openLocalDatabase();
  db.exec(sql);
  db.close();
};

const ticketsOfSales = () => {
  const db = openLocalDatabase({ readOnly: true });
  const rows = db
    .prepare(
      `SELECT t.status, t.subject FROM tickets t JOIN inboxes i ON i.id = t.inbox AND i.tenant = t.tenant
       WHERE i.email_address = ? ORDER BY t.status`,
    )
    .all(ADDRESS);
  db.close();
  return rows;
};

test('makes as many tickets of each status as asked, with the subject', () => {
  const made = forSales(
    '--open',
    '2',
    '--pending',
    '1',
    '--closed',
    '1',
    '--subject',
    'Über “uns”',
  );
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toBe(
    `${ADDRESS} of initech has 2 more open, 1 more pending, 1 more closed.\n`,
  );
  expect(ticketsOfSales()).toEqual(
    ['closed', 'open', 'open', 'pending'].map((status) => ({ status, subject: 'Über “uns”' })),
  );
});

test('waits for whoever is just writing', async () => {
  const db = openLocalDatabase();
  db.exec('BEGIN IMMEDIATE');
  const args = ['dev/tickets.mjs', '--org', 'initech', '--inbox', ADDRESS, '--open', '1'];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  await sleep(HELD_MS);
  db.exec('COMMIT');
  db.close();
  expect(await ended).toBe(0);
  expect(ticketsOfSales()).toHaveLength(1);
});

test.each([
  [
    'an unknown organization',
    'nix',
    ADDRESS,
    'There is no organization "nix". There are: acme, globex, initech.',
  ],
  [
    'an unknown inbox',
    'initech',
    'nix@initech.test',
    'There is no inbox nix@initech.test in initech. It has: news@initech.test, ',
  ],
  [
    'an inbox of another organization',
    'acme',
    ADDRESS,
    `There is no inbox ${ADDRESS} in acme. It has no inbox yet.`,
  ],
])('refuses %s, and says what there is', async (_what, org, inbox, words) => {
  const db = openLocalDatabase();
  const counts = { open: 1, pending: 0, closed: 0 };
  await expect(addTickets(db, { org, inbox, counts }, new Date())).rejects.toThrow(words);
  db.close();
});

test('says so of a deleted inbox', () => {
  write(`UPDATE inboxes SET deleted_at = 1 WHERE email_address = '${ADDRESS}'`);
  const refused = forSales('--closed', '1');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(`The inbox ${ADDRESS} of initech is deleted`);
  expect(ticketsOfSales()).toEqual([]);
});

test('ends with 2, and makes nothing, where it does not understand', () => {
  const refused = forSales('--open', 'many');
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('--open takes a number from 0 to 1000, not "many".');
  expect(ticketsOfSales()).toEqual([]);
});

test('says what to do where there is no database yet', () => {
  const args = ['--org', 'acme', '--inbox', ADDRESS, '--open', '1'];
  const refused = runCommand('dev/tickets.mjs', args, join(folder, 'nothing'));
  expect(refused.status).toBe(1);
  expect(refused.stderr).toBe('There is no local database yet. Run npm start first.\n');
});

test('--help tells of every option', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  for (const name of ['org', 'inbox', 'open', 'pending', 'closed', 'subject', 'help']) {
    expect(stdout).toContain(`--${name}`);
  }
});
