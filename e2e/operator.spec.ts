import { standWrite } from '../dev/tickets/stand-write.ts';
import { expect, test } from './letterbox.ts';
import { open, section, token } from './operator-page.ts';

const bury = (url: string, id: string, body: string) =>
  standWrite(url)(
    `insert or replace into dead_letters (id, body, at) select value->>'id', value->>'body', ${Date.now()} from json_each(?)`,
    JSON.stringify([{ id, body }]),
  );

test('a wrong token is told, the right one opens it, and a reload or Lock forgets it', async ({
  app,
}) => {
  const { page } = app;
  await open(app, '');
  await expect(page.getByText('Enter the token.')).toBeVisible();
  await expect(page.getByLabel('Operator token', { exact: true })).toBeFocused();
  await open(app, 'not-the-token-of-this-deployment');
  await expect(page.getByRole('alert')).toContainText('This is not the operator’s token.');
  await expect(page.getByRole('alert')).toBeFocused();

  await open(app);
  await expect(section(page, 'Checks')).toBeVisible();
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  );
  expect(kept).not.toContain(token());
  expect(page.url()).not.toContain(token());

  await page.getByRole('button', { name: 'Lock' }).click();
  await expect(page.getByLabel('Operator token', { exact: true })).toHaveValue('');
  await open(app);
  await expect(section(page, 'Checks')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Operator token', { exact: true })).toHaveValue('');
});

test('a person’s session does not open it, and is not ended by a wrong token', async ({ app }) => {
  const { page, stand } = app;
  await app.signIn('owner');
  expect((await page.request.get(`${stand.url}/api/operator`)).status()).toBe(401);
  await open(app, 'not-the-token-of-this-deployment');
  await expect(page.getByRole('alert')).toContainText('This is not the operator’s token.');
  await app.goto('/acme/settings/inboxes');
  await expect(page.getByRole('heading', { level: 1, name: 'Inboxes' })).toBeVisible();
});

test('what was given up is tried again, or discarded when that is confirmed', async ({ app }) => {
  const { page, stand } = app;
  const ids = ['inb_0', 'inb_1', 'inb_2'];
  await bury(stand.url, 'e2e-checks', JSON.stringify({ kind: 'checks', part: null, ids }));
  await bury(stand.url, 'e2e-poison', '"<img src=x onerror=alert(1)>"');
  await open(app);
  const letters = section(page, 'Dead letters');
  await expect(letters.getByRole('listitem')).toHaveCount(2);

  await letters.getByRole('button', { name: 'Try again: Checks of 3 inboxes' }).click();
  await expect(page.getByText('Put back on its queue.')).toBeVisible();
  await expect(letters.getByRole('listitem')).toHaveCount(1);
  await expect(letters.getByRole('heading')).toBeFocused();

  await letters.getByText('What was asked').click();
  await expect(letters.locator('pre')).toHaveText('"<img src=x onerror=alert(1)>"');
  await expect(letters).toContainText('Trying again would not help: it can only be discarded.');
  await expect(letters.getByRole('button', { name: /^Try again/ })).toHaveCount(0);

  await letters.getByRole('button', { name: /^Discard/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Keep it' }).press('Enter');
  await expect(letters.getByRole('button', { name: /^Discard/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await expect(letters).toContainText('Nothing was given up.');
  await expect(letters.getByRole('heading')).toBeFocused();
});

test('it looks again by itself, and at once when asked', async ({ app }) => {
  const { page } = app;
  await page.clock.install();
  let looks = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/operator')) looks += 1;
  });
  await open(app);
  await expect(page.getByText('Updated just now')).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(page.getByText('Updated 10 s ago')).toBeVisible();
  expect(looks).toBe(1);
  await page.clock.runFor(21_000);
  await expect.poll(() => looks).toBe(2);
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect.poll(() => looks).toBe(3);
});

test('the page is served under the strict policy, and nothing of its data is kept', async ({
  app,
}) => {
  const { page, stand } = app;
  const forbidden: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
  });
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/operator'));
  await open(app);
  expect((await answered).headers()['cache-control']).toBe('no-store');
  await expect(section(page, 'Keys')).toBeVisible();
  const served = await page.request.get(`${stand.url}/operator`);
  expect(served.headers()['content-security-policy']).toContain("script-src 'self'");
  expect(await served.text()).not.toContain('Checks a minute');
  expect(forbidden).toEqual([]);
});
