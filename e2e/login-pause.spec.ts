import type { Inbox } from '../contract/inbox.ts';
import { LOCAL_SERVER, selfSignCertificate } from '../dev/certificates.ts';
import { expect, type Letterbox, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { addressOf, begin, countTests, on, stageOf, startWith } from './servers-page.ts';

test('after two refused sign-ins the next waits in sight, and can be stopped', async ({ app }) => {
  const { page, stand } = app;
  const address = addressOf('paused');
  const { imap, smtp } = stand.mailbox;
  const wrong = { username: address, password: 'not the password' };
  await begin(app, address);
  await app.fillServers({
    emailAddress: address,
    imap: { ...imap, ...wrong },
    smtp: { ...smtp, ...wrong },
  });
  for (const _ of ['first', 'second']) {
    await app.test();
    await expect(page.getByText('The test failed.').first()).toBeVisible();
    await expect(stageOf(app, 'IMAP', 'authenticate')).toContainText('refused this username');
  }
  await app.test();
  await expect(page.getByText('So that the account is not locked').first()).toBeVisible();
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText(/^\d+ s$/);
  const first = Number.parseInt(await timer.innerText(), 10);
  expect(first).toBeGreaterThan(20);
  await expect.poll(async () => Number.parseInt(await timer.innerText(), 10)).toBeLessThan(first);
  await lookInAll(page, '47-paused');
  const stop = page.getByRole('button', { name: 'Stop waiting' });
  await expect(stop).toBeFocused();
  await stop.click();
  await expect(page.getByText('Stopped waiting.').first()).toBeVisible();
  await expect(timer).toHaveCount(0);
  await expect(app.group('IMAP').getByLabel('Host')).toBeEnabled();
});

/** Answers the next request of this kind as the API does while sign-ins have to wait. */
const pauseOnce = ({ page }: Letterbox, url: string, method = 'POST') => {
  const problem = {
    type: '/problems/login-paused',
    title: '',
    status: 429,
    code: 'login-paused',
    requestId: 'req_1',
    retryAfter: 42,
  };
  let isPaused = false;
  return page.route(url, (route) => {
    if (isPaused || route.request().method() !== method) return route.fallback();
    isPaused = true;
    return route.fulfill({ status: 429, json: problem });
  });
};

test('the test that waited starts by itself, once, also in a tab that slept', async ({ app }) => {
  const { page, stand } = app;
  const tests = countTests(app);
  await page.clock.install();
  await begin(app, stand.mailbox.emailAddress);
  await app.fillServers(stand.mailbox);
  await pauseOnce(app, '**/connection-tests');
  await app.test();
  await expect(page.getByRole('timer')).toBeVisible();
  expect(tests()).toBe(1);
  await page.clock.fastForward(60_000);
  await app.expectStages('SMTP', { sender: 'passed' });
  expect(tests()).toBe(2);
});

test('a check and a save that had to wait go on by themselves', async ({ app }) => {
  const { page } = app;
  const address = addressOf('goes-on');
  const server = await startWith(address, await selfSignCertificate(LOCAL_SERVER));
  const { imap, smtp } = on(address, server.ports.imap, server.ports.smtp);
  await app.signIn('admin', 'acme');
  const creation = { name: 'Goes on', emailAddress: address, connectionType: 'imap' };
  const { id } = await app.call<Inbox>('POST', 'acme/inboxes', creation);
  const servers = { imap: { ...imap, security: 'none' }, smtp: { ...smtp, security: 'none' } };
  const stored = `acme/inboxes/${id}/connection?verify=false`;
  await app.call('PUT', stored, servers, { 'if-match': '"1"' });
  await page.clock.install();
  await app.goto(`/acme/settings/inboxes/${id}/connection`);

  await pauseOnce(app, '**/checks');
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('the check starts by itself').first()).toBeVisible();
  await page.clock.fastForward(60_000);
  await expect(page.getByText('The stored connection works.').first()).toBeVisible();

  await pauseOnce(app, '**/connection?*', 'PUT');
  await app.group('IMAP').getByLabel('Host').fill('localhost');
  await app.save();
  await expect(page.getByText('saving goes on by itself').first()).toBeVisible();
  await page.clock.fastForward(60_000);
  await expect(page.getByText('The connection is stored.').first()).toBeVisible();
  await app.call('DELETE', `acme/inboxes/${id}`, {});
  await server.stop();
});
