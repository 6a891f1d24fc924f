import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openLocalDatabase } from '../stand/local-database.ts';
import { prepareStand, runCommand } from '../stand/seed-testing.ts';
import { fileDatabase } from './database.ts';
import { erase } from './erase.ts';
import { TABLES_OF_A_TENANT, tablesOfATenant } from './tables.ts';

const folder = await vi.hoisted(async () => (await import('../stand/seed-testing.ts')).ownStand());
const exported = join(folder, 'initech.jsonl');

let putBack: () => void;
beforeAll(async () => {
  putBack = await prepareStand();
});
afterEach(() => {
  putBack();
  rmSync(exported, { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => runCommand('dev/tenant-offboard.mjs', args);

const query = (sql: string) => {
  const db = openLocalDatabase({ readOnly: true });
  const rows = db.prepare(sql).all();
  db.close();
  return rows;
};

const change = (sql: string) => {
  const db = openLocalDatabase();
  db.exec(sql);
  db.close();
};

const values = (sql: string) => query(sql).map((row) => Object.values(row)[0]);

/** How many rows of a tenant there are in each table that has some. */
const rowsOf = (tenant: string) =>
  Object.fromEntries(
    tablesOfATenant
      .map((table) => [
        table,
        values(`SELECT count(*) FROM ${table} WHERE ${TABLES_OF_A_TENANT[table]} = '${tenant}'`)[0],
      ])
      .filter(([, count]) => count !== 0),
  );

/** All of a database but a tenant's, to be compared. */
const restOf = (tenant: string) =>
  Object.fromEntries(
    tablesOfATenant.map((table) => [
      table,
      query(
        `SELECT * FROM ${table} WHERE ${TABLES_OF_A_TENANT[table]} <> '${tenant}' ORDER BY 1, 2`,
      ),
    ]),
  );

const linesIn = (file: string): { table: string; row: Record<string, unknown> }[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const A_GRANT = `UPDATE inboxes SET connection_type = 'gmail', oauth_account = '{"account":"sales@initech.test"}'
  WHERE tenant = 'initech' AND id = (SELECT id FROM inboxes WHERE tenant = 'initech' AND credentials_encrypted IS NOT NULL LIMIT 1)`;

test('every table that says whose its rows are is known', () => {
  const found = query(
    `SELECT m.name AS name, c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
      WHERE m.type = 'table' AND c.name IN ('tenant', 'organization_id') ORDER BY 1`,
  );
  expect(Object.fromEntries(found.map((row) => [row.name, row.column]))).toEqual(
    TABLES_OF_A_TENANT,
  );
});

test('without --yes it says what would go and deletes nothing', () => {
  const before = rowsOf('initech');
  const { status, stdout } = run('initech');
  expect(status).toBe(0);
  expect(stdout).toContain(`  audit_events: ${before.audit_events}\n`);
  expect(stdout).toContain('People who stay, as they belong elsewhere: both@letterbox.test\n');
  expect(stdout).toContain(`Audit chain: initech  ${before.audit_events} events, head`);
  expect(stdout).toContain('Nothing was deleted.');
  expect(rowsOf('initech')).toEqual(before);
});

test('with --yes nothing of the tenant is left, and everything of the others', () => {
  const others = restOf('initech');
  const { status, stdout, stderr } = run('initech', '--export', exported, '--yes');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/initech is gone\.\n$/);
  expect(rowsOf('initech')).toEqual({});
  expect(restOf('initech')).toEqual(others);
  expect(values('SELECT slug FROM organizations ORDER BY 1')).toEqual(['acme', 'globex']);
  expect(query('PRAGMA foreign_key_check')).toEqual([]);
});

test('people who belong elsewhere stay and can sign in; the others are gone with their passwords', () => {
  run('initech', '--without-export', '--yes');
  expect(values("SELECT id FROM users WHERE id LIKE '%@initech.test'")).toEqual([]);
  expect(values("SELECT id FROM accounts WHERE user_id LIKE '%@initech.test'")).toEqual([]);
  expect(
    values("SELECT organization_id FROM members WHERE user_id = 'both@letterbox.test' ORDER BY 1"),
  ).toEqual(['acme', 'globex']);
  expect(values("SELECT id FROM accounts WHERE user_id = 'both@letterbox.test'")).toHaveLength(1);
  expect(values("SELECT id FROM users WHERE id = 'nobody@letterbox.test'")).toHaveLength(1);
});

test('sessions go with their people; of who stays, only the tenant in it is forgotten', () => {
  const later = Date.now() + 3_600_000;
  const session = (id: string, person: string) =>
    `INSERT INTO sessions (id, token, expires_at, created_at, updated_at, user_id, active_organization_id)
      VALUES ('${id}', '${id}', ${later}, 0, 0, '${person}', 'initech');`;
  change(session('goes', 'owner@initech.test') + session('stays', 'both@letterbox.test'));
  run('initech', '--without-export', '--yes');
  expect(query('SELECT id, active_organization_id AS org FROM sessions')).toEqual([
    { id: 'stays', org: null },
  ]);
});

test('who has an invitation out for another tenant stays, and so does that', () => {
  change(`INSERT INTO invitations VALUES ('inv', 'acme', 'new@acme.test', 'agent', 'pending',
    ${Date.now() + 3_600_000}, 0, 'admin@initech.test')`);
  run('initech', '--without-export', '--yes');
  expect(values("SELECT id FROM users WHERE id LIKE '%@initech.test'")).toEqual([
    'admin@initech.test',
  ]);
  expect(values('SELECT id FROM invitations')).toEqual(['inv']);
});

describe('the export', () => {
  test('holds what there was of the tenant, and nobody else may read it', () => {
    const before = rowsOf('initech');
    run('initech', '--export', exported);
    const lines = linesIn(exported);
    for (const table of ['inboxes', 'inbox_aliases', 'tickets', 'members', 'audit_events']) {
      expect([table, lines.filter((line) => line.table === table).length]).toEqual([
        table,
        before[table],
      ]);
    }
    expect(statSync(exported).mode & 0o777).toBe(0o600);
    expect(rowsOf('initech')).toEqual(before);
  });

  test('holds no credentials, sealed or open, and no password’s hash', () => {
    run('initech', '--export', exported);
    const text = readFileSync(exported, 'utf8');
    const secrets = [
      ...values(
        'SELECT credentials_encrypted FROM inboxes WHERE credentials_encrypted IS NOT NULL',
      ),
      ...values('SELECT password FROM accounts'),
    ];
    expect(secrets.length).toBeGreaterThan(1);
    for (const secret of secrets) expect(text).not.toContain(String(secret));
    expect(text).not.toMatch(/v1\.[0-9a-f]{8}\./);
  });

  test('holds the chain so that it can be verified when the database is gone', () => {
    run('initech', '--export', exported, '--yes');
    expect(run('--verify', exported)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/23 events, head 23 [0-9a-f]{64}\n$/),
    });
    const text = readFileSync(exported, 'utf8');
    writeFileSync(exported, text.replace('"actorName":"Owner at Initech"', '"actorName":"Eve"'));
    expect(run('--verify', exported)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('BROKEN at event 1, altered'),
    });
  });

  test('does not overwrite an earlier one, and nothing is deleted then', () => {
    writeFileSync(exported, 'the first one');
    const before = rowsOf('initech');
    const { status, stderr } = run('initech', '--export', exported, '--yes');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('is there already'),
    });
    expect(readFileSync(exported, 'utf8')).toBe('the first one');
    expect(rowsOf('initech')).toEqual(before);
  });
});

describe('refuses', () => {
  test('to delete the audit chain where nobody says what becomes of it', () => {
    const before = rowsOf('initech');
    const { status, stderr } = run('initech', '--yes');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining('The audit chain would be lost.'),
    });
    expect(rowsOf('initech')).toEqual(before);
  });

  test('to destroy tokens whose permission at Google would stand on, unless told to', () => {
    change(A_GRANT);
    const before = rowsOf('initech');
    const refused = run('initech', '--without-export', '--yes');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('--without-revoking');
    expect(refused.stdout).toContain('sales@initech.test, at Google');
    expect(rowsOf('initech')).toEqual(before);
    expect(run('initech', '--without-export', '--without-revoking', '--yes').status).toBe(0);
    expect(rowsOf('initech')).toEqual({});
  });

  test.each([
    ['no organization', [], 'Say which organization'],
    ['two of them', ['acme', 'globex'], 'One organization at a time'],
    ['two places', ['acme', '--local', '--remote'], 'Either --local or --remote.'],
    ['an unknown option', ['acme', '--nix'], '--nix'],
    ['one that is not there', ['nix'], 'There is no organization "nix".'],
    ['an export that is none', ['--verify', 'package.json'], 'This is no export'],
    ['an export that is not there', ['--verify', 'nix.jsonl'], 'can’t be read'],
  ])('%s', (_what, args, words) => {
    expect(run(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(words) });
  });
});

describe('interrupted', () => {
  /** Runs so many statements, then fails as a lost connection would. */
  const eraseUntil = async (statements: number): Promise<'done' | 'interrupted'> => {
    const database = fileDatabase(false);
    let left = statements;
    const ask = async (sql: string) => {
      if (left-- === 0) throw new Error('the line is gone');
      return database.ask(sql);
    };
    try {
      await erase({ ...database, ask }, 'initech', new Date());
      return 'done';
    } catch {
      return 'interrupted';
    } finally {
      database.close();
    }
  };

  test('after any step it goes on where it is asked again, and ends the same', async () => {
    const others = restOf('initech');
    let statements = 1;
    for (; (await eraseUntil(statements)) === 'interrupted'; statements++) {
      expect(await eraseUntil(Number.POSITIVE_INFINITY)).toBe('done');
      expect(rowsOf('initech')).toEqual({});
      expect(values("SELECT id FROM users WHERE id LIKE '%@initech.test'")).toEqual([]);
      expect(restOf('initech')).toEqual(others);
      putBack();
    }
    expect(statements).toBeGreaterThan(10);
  });

  test('credentials are gone before the first row is', async () => {
    const seen: unknown[] = [];
    const database = fileDatabase(false);
    const ask = async (sql: string) => {
      if (/DELETE FROM (?:tickets|audit_events|inboxes)/.test(sql)) {
        seen.push(
          ...(await database.ask(
            "SELECT count(*) AS n FROM inboxes WHERE tenant = 'initech' AND (credentials_encrypted IS NOT NULL OR archived_at IS NULL)",
          )),
        );
      }
      return database.ask(sql);
    };
    await erase({ ...database, ask }, 'initech', new Date());
    database.close();
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen.map((row) => Object(row).n))).toEqual(new Set([0]));
  });
});

test('a tenant with more rows than one statement takes goes whole', async () => {
  change(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
    INSERT INTO inboxes (id, tenant, name, email_address, email_address_key, connection_type, check_slot,
      created_at, updated_at, archived_at)
    SELECT 'many' || i, 'acme', 'n', i || '@acme.test', i || '@acme.test', 'imap', 0, 0, 0,
      CASE WHEN i % 2 THEN 1 END FROM n`);
  expect(run('acme', '--without-export', '--yes').status).toBe(0);
  expect(rowsOf('acme')).toEqual({});
});

test('what stands in the database can’t steer the terminal', () => {
  change("UPDATE organizations SET name = 'a' || char(27) || '[2J' WHERE slug = 'acme'");
  expect(run('acme').stdout).toMatch(/^acme \(a�\[2J\)\n/);
});
