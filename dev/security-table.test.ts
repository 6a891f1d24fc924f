import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { at } from './stand/paths.ts';

/** How many threats docs/security.md has to answer. */
const ROWS = 37;

type Named = { file: string; titles: string[] };
type Row = { number: number; controls: string[]; names: string[]; tests: Named[] };

const FILE = /^(?:[\w.-]+\/)*[\w.-]+\.\w+$/;
const IDENTIFIER = /^[A-Za-z_]\w*$/;
const IS_TEST = /\.(?:test|spec)\.ts$/;

const codesIn = (text: string): string[] =>
  [...text.matchAll(/``\s?(.+?)\s?``|`([^`]+)`/g)].map(([, long, short = '']) => long ?? short);

// A list's item is a file and the titles of its tests.
const namedIn = (item: string): Named => {
  const [file = '', ...titles] = codesIn(item);
  return { file, titles };
};

const rowOf = (section: string): Row => {
  const [control = '', ...items] = section.split(/\n- /);
  const [heading = '', ...prose] = control.split('\n');
  const codes = codesIn(prose.join('\n'));
  return {
    number: Number(/^\d+/.exec(heading)?.[0]),
    controls: codes.filter((code) => FILE.test(code) && !IDENTIFIER.test(code)),
    names: codes.filter((code) => IDENTIFIER.test(code)),
    tests: items.map(namedIn),
  };
};

const page = readFileSync(at('docs/security.md'), 'utf8');
const rows = page.split(/^### /m).slice(1).map(rowOf);
const read = (file: string): string => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : '');

/** Whether the whole title stands in quotes, and begins a test or a group of tests that is run. */
const begins = (code: string, title: string): boolean =>
  ["'", '`', '"'].some((quote) => {
    const where = code.indexOf(quote + title + quote);
    const before = code.slice(0, Math.max(0, where));
    const call = /\b(?:test|describe)(?:\.\w+)*\b/g;
    return where >= 0 && !/\.(?:skip|todo|fails)$/.test(before.match(call)?.at(-1) ?? '.skip');
  });

test('each of the threats has its row, in order', () => {
  const all = Array.from({ length: ROWS }, (_, index) => index + 1);
  expect(rows.map(({ number }) => number)).toEqual(all);
});

describe.each(rows.map((row) => [row.number, row] as const))('row %i', (_, row) => {
  test('names the place of its control: files that there are, and what is in them', () => {
    expect(row.controls.length).toBeGreaterThan(0);
    expect(row.controls.filter((file) => !existsSync(at(file)))).toEqual([]);
    const code = row.controls.map(read).join('\n');
    expect(row.names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  });

  test('names its tests: files that there are, and the titles of tests in them', () => {
    expect(row.tests.length).toBeGreaterThan(0);
    for (const { file, titles } of row.tests) {
      expect(file).toMatch(IS_TEST);
      expect(titles, file).not.toEqual([]);
      expect(
        titles.filter((title) => !begins(read(file), title)),
        file,
      ).toEqual([]);
    }
  });
});
