import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { failureCodes } from '../../contract/failure.ts';
import { cases } from './cases.ts';
import { failuresPage } from './failures-page.ts';

const page = failuresPage(cases);

test('docs/failures.md is up to date: node dev/failures.mjs writes it', async () => {
  const written = await readFile(new URL('../../docs/failures.md', import.meta.url), 'utf8');
  expect(written).toBe(page);
});

test('every failure has a section that tells where it comes from', () => {
  const sections = page.split(/^## /m).slice(1);
  expect(sections.map((section) => section.split('\n')[0])).toEqual(failureCodes);
  for (const section of sections) expect(section).toMatch(/^- Stages: \S/m);
});
