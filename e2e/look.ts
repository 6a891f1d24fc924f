import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { at } from '../dev/stand/paths.ts';

const SCREENS = at('.cache', 'screens');
/** Whether this run is to take the pictures that people look at: with all of them it is twice as long. */
const takesPictures = process.env.LETTERBOX_PICTURES === '1';

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

/** Between the first two, colours and layout both change. */
export const ways = {
  light: { colorScheme: 'light', viewport: WIDE },
  'narrow-dark': { colorScheme: 'dark', viewport: NARROW },
  dark: { colorScheme: 'dark', viewport: WIDE },
  narrow: { colorScheme: 'light', viewport: NARROW },
} as const;

export type Way = keyof typeof ways;

const CHECKED_BY_AXE: readonly Way[] = ['light', 'narrow-dark'];

/** Ends what is still moving: a colour on its way to another has the contrast of neither. */
const settle = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) {
        animation.finish();
      }
    }
  });

/** How far a page goes beyond its window, to the side. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// Half a megabyte, which a page needs once.
const sourceFor = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => ('axe' in window ? ';' : undefined));

/** What axe finds; in the page itself, as its other way opens a browser process for each look. */
const violations = async (page: Page) => {
  const axeSource = await sourceFor(page);
  const axe = new AxeBuilder(axeSource === undefined ? { page } : { page, axeSource })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  const found = (await axe.analyze()).violations;
  return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
};

/** Holds what a machine can of a screen: no sideways scroll, no axe violation. May take a picture. */
export const look = async (
  page: Page,
  way: Way,
  name: string,
  checkedByAxe: readonly Way[] = CHECKED_BY_AXE,
) => {
  if (takesPictures) {
    const path = `${SCREENS}/${way}/${name}.png`;
    await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  }
  expect([name, await overflow(page)]).toEqual([name, 0]);
  if (!checkedByAxe.includes(way)) return;
  await settle(page);
  expect([name, await violations(page)]).toEqual([name, []]);
};

/** In which ways a run looks. Colours take no room: the two that axe looks at are all widths and colours. */
export const looked: readonly Way[] = takesPictures
  ? ['light', 'narrow-dark', 'dark', 'narrow']
  : CHECKED_BY_AXE;

/**
 * Looks at one state in every way: to come to it anew for each would take minutes. Axe looks at states
 * with an even number in the light, and at the others on a narrow screen in the dark.
 */
export const lookInAll = async (page: Page, name: string) => {
  const checkedByAxe: Way[] = Number.parseInt(name, 10) % 2 === 0 ? ['light'] : ['narrow-dark'];
  for (const way of looked) {
    const { colorScheme, viewport } = ways[way];
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    await look(page, way, name, checkedByAxe);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
};
