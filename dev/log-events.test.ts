import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { at } from './stand/paths.ts';

const IS_OURS = /\.ts$/;
const IS_NO_PRODUCT = /\.test\.ts$|\/testing\/|\/corpus\/|\/real-servers\/|worker-configuration/;

const sourcesOf = (folder: string): string[] =>
  globSync(`${folder}/**/*.ts`, { cwd: at() })
    .filter(
      (path) => IS_OURS.test(path) && !IS_NO_PRODUCT.test(path) && !path.includes('node_modules'),
    )
    .map((path) => readFileSync(at(path), 'utf8'));

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The first two arguments of a call, as they are written. */
const argumentsFrom = (source: string, start: number): string[] => {
  const found = [''];
  const open: string[] = [];
  let quote = '';
  for (const character of source.slice(start)) {
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (`'"\``.includes(character)) quote = character;
    else if (character in CLOSING) open.push(CLOSING[character] ?? '');
    else if (character === open.at(-1)) open.pop();
    else if (character === ')') break;
    else if (character === ',' && open.length === 0) {
      found.push('');
      if (found.length > 2) break;
      continue;
    }
    found[found.length - 1] += character;
  }
  return found.map((argument) => argument.trim());
};

/** The events that calls of a logger name; `position` is the event's among the arguments. */
const eventsIn = (source: string, position: number): string[] =>
  [...source.matchAll(/(?<!console\.)\blog\(/g)].map(
    ({ 0: call, index }) => argumentsFrom(source, index + call.length)[position] ?? '',
  );

const named = (folder: string, position: number): string[] => {
  const written = sourcesOf(folder).flatMap((source) => eventsIn(source, position));
  const passedOn = ['event'];
  return [...new Set(written.filter((each) => !passedOn.includes(each)))].sort();
};

const page = () => readFileSync(at('docs', 'logs.md'), 'utf8');

/** The names in the first column of the table under a heading. */
const tableUnder = (heading: string): string[] => {
  const [, part = ''] = page().split(`\n## ${heading}\n`);
  const [table = ''] = part.split('\n## ');
  return [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name = '']) => name).sort();
};

test.each([
  ['The Worker', 'worker', 1],
  ['The connector', 'connector', 0],
] as const)(
  'docs/logs.md names every event that is logged, and no other: %s',
  (heading, folder, position) => {
    const logged = named(folder, position);
    for (const name of logged) expect(name).toMatch(/^'[a-z-]+'$/);
    // Written without the logger: a mail of a local stand.
    const apart = folder === 'worker' ? ["'mail'"] : [];
    expect(tableUnder(heading)).toEqual(
      [...logged, ...apart].map((name) => name.slice(1, -1)).sort(),
    );
  },
);

test('an event is found wherever a call names it', () => {
  const source = `deps.log(a > (b, 1) ? 'error' : 'warn', 'first', { x });\n  log('info',\n 'second');`;
  expect(eventsIn(source, 1)).toEqual(["'first'", "'second'"]);
  expect(eventsIn(`this.#setting.log('third', {`, 0)).toEqual(["'third'"]);
  expect(eventsIn(`console.log('no'); blog('no'); const log = () => 1;`, 0)).toEqual([]);
});
