import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Page } from '@playwright/test';
import type { Letterbox } from './letterbox.ts';
import { standFolder } from './stand.ts';

/** The token of the stand's operator. */
export const token = (): string =>
  parseEnv(readFileSync(join(standFolder(), 'workers.env'), 'utf8')).OPERATOR_TOKEN ?? '';

/** Gives a token on the operator's page. */
export const open = async (app: Letterbox, given = token()) => {
  await app.goto('/operator');
  await app.page.getByLabel('Operator token', { exact: true }).fill(given);
  await app.page.getByRole('button', { name: 'Open' }).click();
};

/** A part of the page. */
export const section = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true });
