import { randomUUID } from 'node:crypto';
import type { Inbox } from '../contract/inbox.ts';
import type { RoundTripEvent, RoundTripResult } from '../contract/round-trip.ts';
import { expect, type Letterbox, test } from './letterbox.ts';
import { lookInAll } from './look.ts';

const ORG = 'acme';
// The demo mail server’s own: nobody else’s inbox in this workspace.
const ADDRESS = 'press@acme.test';
const TRAVELLED_MS = 30_000;

const made: string[] = [];

/** An inbox that is connected to its mailbox at the demo mail server. */
const connected = async (app: Letterbox): Promise<Inbox> => {
  const path = `${ORG}/inboxes`;
  const name = `Press ${randomUUID().slice(0, 8)}`;
  const asked = { name, emailAddress: ADDRESS, connectionType: 'imap' };
  const { id } = await app.call<Inbox>('POST', path, asked);
  made.push(id);
  const { imap, smtp } = app.stand.mailbox;
  const servers = {
    imap: { ...imap, username: ADDRESS },
    smtp: { ...smtp, username: '', password: '', sameCredentials: true },
  };
  await app.call('PUT', `${path}/${id}/connection`, servers, { 'if-match': '"1"' });
  return app.call<Inbox>('GET', `${path}/${id}`);
};

const open = ({ goto }: Letterbox, { id }: Inbox) =>
  goto(`/${ORG}/settings/inboxes/${id}/connection`);

const card = ({ page }: Letterbox) => page.getByRole('region', { name: 'Send a test message' });
const send = (app: Letterbox) =>
  card(app)
    .getByRole('button', { name: /^Send (a|another) test message$/ })
    .click();
const step = (app: Letterbox, name: string) => card(app).locator(`[data-step=${name}]`);

const line = (event: RoundTripEvent) => `${JSON.stringify(event)}\n`;

const result: RoundTripResult = {
  ok: true,
  sentMs: 940,
  arrivedMs: 2400,
  folder: 'Junk',
  folderUse: 'junk',
  authentication: { spf: 'pass', dkim: 'none', dmarc: 'fail' },
  deleted: false,
  subject: 'Letterbox test message 8c1f',
  failure: null,
  ms: 2600,
};

/** What no server here does: filter, sign, lose mail. */
const answerWith = (app: Letterbox, ...events: RoundTripEvent[]) =>
  app.page.route('**/round-trips', (route) =>
    route.fulfill({ contentType: 'application/x-ndjson', body: events.map(line).join('') }),
  );

// One mailbox, and one address of the workspace: one after the other.
test.describe.configure({ mode: 'serial' });
test.beforeEach(({ app }) => app.signIn('admin', ORG));
test.afterEach(async ({ app }) => {
  for (const id of made.splice(0)) {
    await app.call('DELETE', `${ORG}/inboxes/${id}`, {}).catch(() => null);
  }
});

test('a test message is sent, found and deleted, while the other tabs are looked at', async ({
  app,
}) => {
  const { page } = app;
  await open(app, await connected(app));
  await expect(card(app)).toContainText(ADDRESS);
  await lookInAll(page, '220-round-trip-offered');
  await send(app);
  await page.getByRole('tab', { name: 'General' }).click();
  await expect(page.getByLabel('Display name')).toBeVisible();
  await page.getByRole('tab', { name: 'Connection' }).click();
  await expect(card(app)).toContainText(/It arrived in [\d.]+ m?s\./, { timeout: TRAVELLED_MS });
  for (const name of ['send', 'find', 'delete']) {
    await expect(step(app, name)).toHaveAttribute('data-status', 'passed');
  }
  await expect(card(app)).toContainText('Found in the folder “INBOX”, and deleted again.');
  await expect(card(app)).toContainText('The receiver wrote none');
  await lookInAll(page, '221-round-trip-arrived');
});

test('a test message is given up by Stop, which says what that means', async ({ app }) => {
  const { page } = app;
  await open(app, await connected(app));
  // As slow as a real mail server can be.
  await page.route('**/round-trips', async () => {});
  await send(app);
  await lookInAll(page, '222-round-trip-running');
  await card(app).getByRole('button', { name: 'Stop' }).click();
  await expect(card(app)).toContainText('Its subject begins with “Letterbox test”');
  await lookInAll(page, '223-round-trip-stopped');
  await page.unroute('**/round-trips');
  await send(app);
  await expect(card(app)).toContainText(/It arrived in/, { timeout: TRAVELLED_MS });
});

test('what the receiver wrote comes with what to do about it', async ({ app }) => {
  const { page } = app;
  await open(app, await connected(app));
  await answerWith(
    app,
    { type: 'step', step: 'send', status: 'running', ms: 0 },
    { type: 'step', step: 'send', status: 'passed', ms: 940 },
    { type: 'step', step: 'find', status: 'running', ms: 940 },
    { type: 'looked', folders: 6, ms: 1500 },
    { type: 'step', step: 'find', status: 'passed', ms: 2400 },
    { type: 'step', step: 'delete', status: 'running', ms: 2400 },
    { type: 'step', step: 'delete', status: 'failed', ms: 2600 },
    { type: 'result', result },
  );
  await send(app);
  await expect(card(app)).toContainText('it landed in the spam folder');
  await expect(card(app)).toContainText('Found in the folder “Junk”');
  await expect(card(app)).toContainText('Switch DKIM on');
  await expect(card(app)).toContainText('Its subject is Letterbox test message 8c1f');
  await lookInAll(page, '224-round-trip-junk');
});

test('a test message that does not come back says why, and what may still come', async ({
  app,
}) => {
  const { page } = app;
  await open(app, await connected(app));
  const failure = {
    step: 'find' as const,
    protocol: 'imap' as const,
    code: 'message-not-found' as const,
    message: 'The test message did not turn up in any folder.',
    hint: 'It may only be late. Look for it in the mailbox in a few minutes.',
  };
  await answerWith(
    app,
    { type: 'step', step: 'send', status: 'running', ms: 0 },
    { type: 'step', step: 'send', status: 'passed', ms: 940 },
    { type: 'step', step: 'find', status: 'running', ms: 940 },
    { type: 'looked', folders: 6, ms: 60_000 },
    { type: 'step', step: 'find', status: 'failed', ms: 120_000 },
    { type: 'result', result: { ...result, ok: false, arrivedMs: null, folder: null, failure } },
  );
  await send(app);
  await expect(card(app)).toContainText('did not turn up in any folder');
  await expect(card(app)).toContainText('The message may still arrive.');
  await expect(step(app, 'delete')).toHaveAttribute('data-status', 'skipped');
  await lookInAll(page, '225-round-trip-lost');
});

test('where sign-ins are paused it says how long, and sends nothing', async ({ app }) => {
  const { page } = app;
  await open(app, await connected(app));
  const problem = {
    type: '/problems/login-paused',
    title: 'The server refused two sign-ins in a row',
    status: 429,
    code: 'login-paused',
    requestId: 'req_1',
    retryAfter: 42,
  };
  await page.route('**/round-trips', (route) => route.fulfill({ status: 429, json: problem }));
  await send(app);
  await expect(card(app)).toContainText(/Nothing was sent\. Try again in \d+ seconds\./);
  await expect(card(app).getByRole('button')).toHaveAttribute('aria-disabled', 'true');
  await lookInAll(page, '226-round-trip-paused');
});

test('an inbox without stored credentials is offered none', async ({ app }) => {
  const { page } = app;
  const inbox = await connected(app);
  await app.call('POST', `${ORG}/inboxes/${inbox.id}/disconnect`, undefined, {
    'if-match': `"${inbox.version}"`,
  });
  await open(app, inbox);
  await expect(page.getByRole('button', { name: 'Find settings' })).toBeVisible();
  await expect(card(app)).toHaveCount(0);
});
