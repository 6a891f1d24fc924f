import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'runbooks');
const read = (...parts: string[]) => readFileSync(join(root, ...parts), 'utf8');

const runbooks = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .map((name): [name: string, text: string] => [name, read('docs', 'runbooks', name)]);

const found = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map(([, first = '']) => first)),
];

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

const settings = [
  'wrangler.toml',
  'connector/wrangler.toml',
  'connector/facade.ts',
  'worker/platform/configuration.ts',
  'worker/platform/smtp-settings.ts',
  'worker/platform/oauth/settings.ts',
]
  .map((file) => read(file))
  .join('\n');

/** What stands in capitals for a value, is made on the spot, or is printed by somebody. */
const NO_SETTINGS = new Set(['BOOKMARK', 'BROKEN', 'ID', 'MEND', 'MISSING', 'NAME']);
const MADE_BY_A_RUNBOOK = new Set(['letterbox-restored']);

// As GitHub makes them of headings.
const anchorsOf = (markdown: string) =>
  found(markdown, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

const linksOf = (text: string) => found(text, /\]\((?!https?:)([^)]+)\)/g);
const codeOf = (text: string) => found(text, /`([^`\n]+)`/g);

const isDead = (from: string, link: string): boolean => {
  const [path, anchor] = link.split('#');
  const file = join(folder, path || from);
  if (!existsSync(file)) return true;
  return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
};

const wordIn = (text: string, word: string) =>
  new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text);

/** The options that are given to one of our commands and that its help does not know. */
const unknownOptions = (text: string): string[] =>
  [...text.matchAll(/npm run (?:-s )?([\w:]+) -- ([^\n`|>]+)/g)].flatMap(
    ([, name = '', args = '']) => {
      const program = scripts[name]?.match(/^node (\S+)$/)?.[1];
      const help = program ? read(program) : '';
      return found(args, /(--[a-z-]+)/g)
        .filter((option) => !help.includes(option))
        .map((option) => `${name} ${option}`);
    },
  );

const migrated = () => {
  const db = new DatabaseSync(':memory:');
  for (const name of readdirSync(join(root, 'migrations')).sort()) {
    if (name.endsWith('.sql')) db.exec(read('migrations', name));
  }
  return db;
};

const sqlOf = (text: string) => [
  ...found(text, /--command "([^"]+)"/g),
  ...found(text, /`(select [^`]+)`/g),
];

test('every runbook is in the list of them', () => {
  const listed = linksOf(read('docs', 'runbooks', 'README.md'));
  const names = runbooks.map(([name]) => name).filter((name) => name !== 'README.md');
  expect(names.length).toBeGreaterThan(6);
  for (const name of names) expect(listed).toContain(name);
});

describe.each(runbooks)('%s', (name, text) => {
  test('every link leads to a file that is there, and to a heading in it', () => {
    expect(linksOf(text).filter((link) => isDead(name, link))).toEqual([]);
  });

  test('every npm script is there, with every option that is given to it', () => {
    const named = found(text, /npm run (?:-s )?([\w:]+)/g);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
    expect(unknownOptions(text)).toEqual([]);
  });

  test('every file of ours is there', () => {
    const paths = codeOf(text).filter((code) =>
      /^(?:bench|connector|contract|dev|docs|e2e|migrations|ui|worker)\/[\w./-]+$/.test(code),
    );
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const configs = found(text, /wrangler [^\n`]* -c ([\w./-]+)/g);
    expect(configs.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('every binding, setting and secret is one that a Worker knows', () => {
    const named = [
      ...codeOf(text).filter((code) => /^[A-Z][A-Z\d_]+$/.test(code)),
      ...found(text, /wrangler secret (?:put|delete) ([A-Z_]+)/g),
    ].filter((one) => !NO_SETTINGS.has(one));
    expect(named.filter((one) => !wordIn(settings, one))).toEqual([]);
  });

  test('every queue, Worker and database is one that is configured', () => {
    const named = [
      ...found(text, /(?<![\w./-])(letterbox-[a-z]+(?:-[a-z]+)*)/g),
      ...found(
        text,
        /wrangler (?:d1 (?:create|delete|export|execute|migrations \w+|time-travel \w+)|tail) ([\w-]+)/g,
      ),
    ].filter((one) => !MADE_BY_A_RUNBOOK.has(one));
    expect(named.filter((one) => !settings.includes(`"${one}"`))).toEqual([]);
  });

  test('every statement is one that the database takes', () => {
    const db = migrated();
    const refused = sqlOf(text).filter((sql) => {
      try {
        db.prepare(sql);
        return false;
      } catch {
        return true;
      }
    });
    db.close();
    expect(refused).toEqual([]);
  });
});

test('the other pages that lead to the runbooks do', () => {
  for (const page of ['README.md', 'docs/architecture.md', 'docs/deploy.md']) {
    const links = linksOf(read(page)).filter((link) => link.includes('runbooks/'));
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      const [path = ''] = link.split('#');
      expect([page, link, existsSync(join(root, dirname(page), path))]).toEqual([page, link, true]);
    }
  }
});

// Of several procedures the one has a form of its own, and the list of them has none.
const ofOneProcedure = runbooks.filter(
  ([name]) => !['README.md', 'key-rotation.md'].includes(name),
);

test.each(ofOneProcedure)('%s says all that one looks for', (_name, text) => {
  const parts = [
    /Symptom:\*\*/,
    /Users see\*\*/,
    /^## First look/m,
    /go(?:ing)? back|way back/i,
    /^## How to know (?:that )?it is over/m,
  ];
  expect(parts.filter((part) => !part.test(text))).toEqual([]);
});
