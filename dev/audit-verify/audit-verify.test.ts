import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashOf } from '../../worker/domains/audit/chain.ts';
import type { AuditRow } from '../../worker/domains/audit/tables.ts';
import { openLocalDatabase } from '../stand/local-database.ts';
import { persisted } from '../stand/paths.ts';
import { prepareStand, runCommand } from '../stand/seed-testing.ts';
import { PAGE_SIZE } from './events.ts';
import { asText, type Finding } from './report.ts';
import { fileSource, type Source, wranglerSource } from './source.ts';
import { verifyDatabase } from './verify.ts';

const folder = await vi.hoisted(async () => (await import('../stand/seed-testing.ts')).ownStand());

let putBack: () => void;
beforeAll(async () => {
  putBack = await prepareStand();
});
afterEach(() => putBack());
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => runCommand('dev/audit-verify.mjs', args);

/** Writes behind the Worker's back, as somebody with the database in their hands could. */
const tamper = (sql: string) => {
  const db = openLocalDatabase();
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec(sql);
  db.close();
};

const events = (): AuditRow[] => {
  const db = openLocalDatabase({ readOnly: true });
  const rows = db
    .prepare(
      `SELECT tenant, seq, at, actor_id AS actorId, actor_name AS actorName, action, inbox,
        inbox_name AS inboxName, changes, previous_hash AS previousHash, hash
       FROM audit_events ORDER BY seq`,
    )
    .all();
  db.close();
  return rows.map((row) => ({ ...row, at: new Date(Number(row.at)) }) as unknown as AuditRow);
};

const event = (seq: number): AuditRow => {
  const found = events()[seq - 1];
  if (found?.seq !== seq) throw new Error(`There is no event ${seq}.`);
  return found;
};

const insert = (rows: AuditRow[]) => {
  const db = openLocalDatabase();
  const statement = db.prepare('INSERT INTO audit_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  db.exec('BEGIN');
  for (const row of rows) {
    const { tenant, seq, at, actorId, actorName, action } = row;
    const { inbox, inboxName, changes, previousHash, hash } = row;
    statement.run(
      ...[tenant, seq, at.getTime(), actorId, actorName, action],
      ...[inbox, inboxName, changes, previousHash, hash],
    );
  }
  db.exec('COMMIT');
  db.close();
};

const findings = async (source: Source = fileSource()): Promise<Finding[]> => {
  const found = [];
  for await (const finding of verifyDatabase(source, null)) found.push(finding);
  source.close();
  return found;
};

const brokenOf = async (org: string) =>
  (await findings()).find((finding) => finding.org === org)?.verdict?.broken;

const LAST = 23;

test('the chain that the operations wrote is whole', async () => {
  const { hash } = event(LAST);
  expect(await findings()).toEqual([
    { org: 'initech', verdict: { events: LAST, head: { seq: LAST, hash }, broken: null } },
    { org: 'acme', verdict: null },
    { org: 'globex', verdict: null },
  ]);
});

describe('names the first broken event after', () => {
  test.each([
    ['a name', "actor_name = 'Somebody else'"],
    ['a time', 'at = at + 1'],
    ['a part of a millisecond', 'at = at + 0.5'],
    ['an action', "action = 'inbox.restored'"],
    ['what was changed', "changes = '[]'"],
    ['the spacing of what was changed', "changes = changes || ' '"],
    ['the kind of a value', 'changes = CAST(changes AS BLOB)'],
    ['its hash', "hash = replace(hash, substr(hash, 1, 1), 'x')"],
  ])('%s was edited', async (_what, edit) => {
    tamper(`UPDATE audit_events SET ${edit} WHERE seq = 7`);
    expect(await brokenOf('initech')).toMatchObject({ seq: 7, problem: 'altered' });
  });

  test('one was edited and hashed anew: the one after it tells', async () => {
    const edited = { ...event(7), actorName: 'Somebody else' };
    const hash = await hashOf(edited);
    tamper(
      `UPDATE audit_events SET actor_name = '${edited.actorName}', hash = '${hash}' WHERE seq = 7`,
    );
    expect(await brokenOf('initech')).toMatchObject({ seq: 8, problem: 'out of place' });
  });

  test('one in the middle was deleted', async () => {
    const { action, at } = event(8);
    tamper('DELETE FROM audit_events WHERE seq = 7');
    expect(await brokenOf('initech')).toEqual({
      seq: 7,
      problem: 'missing',
      detail: 'event 7 is not there, the next one is 8',
      action,
      at: at.toISOString(),
    });
  });

  test('the oldest was deleted', async () => {
    tamper('DELETE FROM audit_events WHERE seq = 1');
    expect(await brokenOf('initech')).toMatchObject({ seq: 1, problem: 'missing' });
  });

  test('one was deleted and those after it were renumbered', async () => {
    tamper(`DELETE FROM audit_events WHERE seq = 7;
      UPDATE audit_events SET seq = 1000 + seq WHERE seq > 7;
      UPDATE audit_events SET seq = seq - 1001 WHERE seq > 1000`);
    expect(await brokenOf('initech')).toMatchObject({ seq: 7, problem: 'out of place' });
  });

  test('two were swapped', async () => {
    tamper(`UPDATE audit_events SET seq = -7 WHERE seq = 7;
      UPDATE audit_events SET seq = 7 WHERE seq = 8;
      UPDATE audit_events SET seq = 8 WHERE seq = -7`);
    expect(await brokenOf('initech')).toMatchObject({ seq: 7, problem: 'out of place' });
  });

  test('one was put in between, well hashed', async () => {
    const forged = { ...event(7), seq: 8, previousHash: event(7).hash, action: 'inbox.archived' };
    const row = { ...forged, action: 'inbox.archived' as const };
    tamper(`UPDATE audit_events SET seq = 1000 + seq WHERE seq > 7;
      UPDATE audit_events SET seq = seq - 999 WHERE seq > 1000`);
    insert([{ ...row, hash: await hashOf(row) }]);
    expect(await brokenOf('initech')).toMatchObject({ seq: 9, problem: 'out of place' });
  });

  test('one was added at the end with a hash that is made up', async () => {
    const last = event(LAST);
    insert([{ ...last, seq: LAST + 1, previousHash: last.hash, hash: 'f'.repeat(64) }]);
    expect(await brokenOf('initech')).toMatchObject({ seq: LAST + 1, problem: 'altered' });
  });

  test.each(['0', '-1', '6.5', "'seven'", '9223372036854775807'])(
    'one was added with the number %s',
    async (number) => {
      tamper(`INSERT INTO audit_events SELECT tenant, ${number}, at, actor_id, actor_name, action, inbox,
        inbox_name, changes, previous_hash, hash FROM audit_events WHERE seq = 7`);
      expect(await brokenOf('initech')).toMatchObject({ problem: 'out of place' });
    },
  );
});

/** Appends to Initech's chain by the rules. */
const grow = async (count: number) => {
  const rows: AuditRow[] = [];
  let last = event(LAST);
  for (let made = 0; made < count; made++) {
    const next = { ...last, seq: last.seq + 1, previousHash: last.hash };
    last = { ...next, hash: await hashOf(next) };
    rows.push(last);
  }
  insert(rows);
};

test('a chain of several pages is followed from page to page', async () => {
  await grow(2 * PAGE_SIZE);
  const [whole] = await findings();
  expect(whole?.verdict).toMatchObject({ events: LAST + 2 * PAGE_SIZE, broken: null });
  expect(run('--org', 'initech').stdout).toContain(`initech  ${LAST + 2 * PAGE_SIZE} events`);
  tamper(`DELETE FROM audit_events WHERE seq = ${PAGE_SIZE + 1}`);
  expect(await brokenOf('initech')).toMatchObject({ seq: PAGE_SIZE + 1, problem: 'missing' });
});

test('a broken chain of several pages does not hide the next tenant’s', async () => {
  await grow(PAGE_SIZE);
  tamper(`INSERT INTO audit_events SELECT 'zeta', seq, at, actor_id, actor_name, action, inbox,
      inbox_name, changes, previous_hash, hash FROM audit_events WHERE seq <= 2;
    UPDATE audit_events SET changes = '[]' WHERE tenant = 'initech' AND seq = 3`);
  expect(await findings()).toMatchObject([
    { org: 'initech', verdict: { broken: { seq: 3 } } },
    { org: '(no organization) zeta', verdict: { broken: { seq: 1, problem: 'altered' } } },
    { org: 'acme' },
    { org: 'globex' },
  ]);
});

test('wrangler, which reaches a deployment, gives the same as the file', async () => {
  await grow(PAGE_SIZE);
  tamper("UPDATE audit_events SET actor_name = 'Ünï “code” 🎉' WHERE seq = 1010");
  const local = wranglerSource(['--local', '--persist-to', persisted]);
  expect(await findings(local)).toEqual(await findings());
}, 120_000);

test('what stands in the database can’t steer the terminal', () => {
  const line = asText({ org: 'a\u001b[2J\u202eb', verdict: null });
  expect(line).toBe('a�[2J�b  no events');
});

describe('the command', () => {
  test('ends with 0 and prints a line for each tenant where all chains are whole', () => {
    const { hash } = event(LAST);
    expect(run()).toEqual({
      status: 0,
      stdout: `initech  ${LAST} events, head ${LAST} ${hash}\nacme  no events\nglobex  no events\n`,
      stderr: '',
    });
  });

  test('ends with 1 and names the event, the moment and the action where one is broken', () => {
    const { at } = event(7);
    tamper("UPDATE audit_events SET actor_name = 'Somebody else' WHERE seq = 7");
    const { status, stdout } = run('--org', 'initech');
    expect(status).toBe(1);
    expect(stdout).toBe(
      `initech  BROKEN at event 7, altered: its content is not what its hash was made of (found there: inbox.created, ${at.toISOString()})\n`,
    );
  });

  test('prints one JSON object a line with --json', () => {
    tamper('DELETE FROM audit_events WHERE seq = 7');
    const { status, stdout } = run('--json');
    const lines = stdout.trim().split('\n');
    expect(status).toBe(1);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { org: 'initech', ok: false, events: 6, head: { seq: 6 }, broken: { seq: 7 } },
      { org: 'acme', ok: true, events: 0, head: null, broken: null },
      { org: 'globex', ok: true },
    ]);
  });

  test('ends with 2 where it can’t find out', () => {
    expect(run('--org', 'nix')).toMatchObject({
      status: 2,
      stderr: 'There is no organization "nix".\n',
    });
    expect(run('--nix').status).toBe(2);
    expect(runCommand('dev/audit-verify.mjs', [], join(folder, 'nothing'))).toMatchObject({
      status: 2,
      stderr: 'There is no local database yet. Run npm start first.\n',
    });
  });

  test('--help tells of every option and exit code', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const word of ['--remote', '--org', '--json', 'Exits with 0']) {
      expect(stdout).toContain(word);
    }
  });
});
