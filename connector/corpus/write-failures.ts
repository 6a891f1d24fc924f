import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cases } from './cases.ts';
import { failuresPage } from './failures-page.ts';

const FILE = new URL('../../docs/failures.md', import.meta.url);

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const page = failuresPage(cases);

const written = (): string => {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '';
  }
};

if (!values.check) {
  writeFileSync(FILE, page);
  process.stdout.write('docs/failures.md is written.\n');
} else if (written() !== page) {
  process.stderr.write('docs/failures.md is stale: run node dev/failures.mjs.\n');
  process.exit(1);
} else {
  process.stdout.write('docs/failures.md is up to date.\n');
}
