import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const SYSTEM = [
  process.env.CHROMIUM_PATH,
  // The same without the windows: a page costs a third of the work.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const NO_BROWSER =
  'the journeys, as there is no browser: apt-get install -y chromium-headless-shell, or npx playwright install chromium';

// Without these Chromium looks up its maker's hosts at every start.
const OFFLINE = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  // Drawing by the CPU in a process of its own costs a quarter of a core a browser.
  '--disable-gpu',
];

/** Playwright's own Chromium where it is installed, else the system's; `null` where there is none. */
export const findBrowser = (): { executablePath: string; args: string[] } | null => {
  const own = chromium.executablePath();
  const found = [own, ...SYSTEM].find((path) => path !== undefined && existsSync(path));
  if (found === undefined) return null;
  return { executablePath: found, args: found === own ? OFFLINE : ['--no-sandbox', ...OFFLINE] };
};
