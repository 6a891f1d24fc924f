import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { at } from '../dev/stand/paths.ts';

const SCREENS = at('.cache', 'screens');
// Colours and layout both change between these two; axe takes seconds a screen.
const CHECKED_BY_AXE = new Set(['light', 'narrow-dark']);

/** Takes a picture for people, and holds what a machine can: no axe violation, no sideways scroll. */
export const look = async (page: Page, folder: string, name: string) => {
  await page.screenshot({
    path: `${SCREENS}/${folder}/${name}.png`,
    fullPage: true,
    animations: 'disabled',
  });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([name, overflow]).toEqual([name, 0]);
  if (!CHECKED_BY_AXE.has(folder)) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [name, id, nodes.map(({ html }) => html)])).toEqual([]);
};
