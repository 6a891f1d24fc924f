import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { at } from '../dev/stand/paths.ts';

const SCREENS = at('.cache', 'screens');
// Colours and layout both change between these two; axe takes seconds a screen.
const CHECKED_BY_AXE = new Set(['light', 'narrow-dark']);

/** Takes a picture for people, and holds what a machine can: no axe violation, no sideways scroll. */
export const look = async (
  page: Page,
  folder: string,
  name: string,
  checkedByAxe: ReadonlySet<string> = CHECKED_BY_AXE,
) => {
  await page.screenshot({
    path: `${SCREENS}/${folder}/${name}.png`,
    fullPage: true,
    animations: 'disabled',
  });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect([name, overflow]).toEqual([name, 0]);
  if (!checkedByAxe.has(folder)) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [name, id, nodes.map(({ html }) => html)])).toEqual([]);
};

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

const looks = [
  { name: 'light', colorScheme: 'light', viewport: WIDE },
  { name: 'dark', colorScheme: 'dark', viewport: WIDE },
  { name: 'narrow', colorScheme: 'light', viewport: NARROW },
  { name: 'narrow-dark', colorScheme: 'dark', viewport: NARROW },
] as const;

/**
 * Looks at one state in every way: to come to it anew for each would take minutes. Axe looks at states
 * with an even number in the light, and at the others on a narrow screen in the dark.
 */
export const lookInAll = async (page: Page, name: string) => {
  const isEven = Number.parseInt(name, 10) % 2 === 0;
  const checkedByAxe = new Set([isEven ? 'light' : 'narrow-dark']);
  for (const { name: folder, colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await look(page, folder, name, checkedByAxe);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
};
