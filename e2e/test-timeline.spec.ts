import { setTimeout as delay } from 'node:timers/promises';
import { say, scriptedServer } from '../connector/testing/scripted-server.ts';
import { imapScript, smtpScript } from '../connector/testing/scripts.ts';
import { expect, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { addressOf, begin, countTests, on, stageOf } from './servers-page.ts';

/** Slow enough to be looked at; shorter than a stage may take. */
const SLOW_MS = 6_000;

test('a timeline shows every stage with its time; what it learned unfolds', async ({ app }) => {
  const { page, stand } = app;
  await begin(app, stand.mailbox.emailAddress);
  await app.fillServers(stand.mailbox);
  await app.test();
  await app.expectStages('IMAP', { resolve: 'passed', tls: 'passed', mailbox: 'passed' });
  await app.expectStages('SMTP', { sender: 'passed' });
  for (const stage of ['resolve', 'connect', 'tls', 'greeting', 'authenticate', 'mailbox']) {
    await expect(stageOf(app, 'IMAP', stage)).toContainText(/\d+ ms/);
  }
  const tls = stageOf(app, 'IMAP', 'tls');
  await expect(tls.getByText('SHA-256 fingerprint').first()).toBeHidden();
  // By the keyboard alone.
  await tls.locator('summary').press('Enter');
  await expect(tls.getByText('SHA-256 fingerprint').first()).toBeVisible();
  await expect(tls).toContainText(/TLSv1\.[23]/);
  await expect(tls).toContainText('mail.letterbox.test');
  await expect(tls).toContainText(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/);
  await stageOf(app, 'IMAP', 'connect').locator('summary').click();
  await expect(stageOf(app, 'IMAP', 'connect')).toContainText('Address that answered');
  await stageOf(app, 'SMTP', 'authenticate').locator('summary').click();
  await expect(stageOf(app, 'SMTP', 'authenticate')).toContainText(
    'What the server says it can do',
  );
  await lookInAll(page, '41-test-passed');
});

test('a fold stays open while the test goes on, and a slow stage is marked', async ({ app }) => {
  const { page } = app;
  const address = addressOf('slow');
  const lingering = [() => delay(SLOW_MS), say('{tag} OK [CAPABILITY IMAP4rev1] signed in\r\n')];
  const imapServer = await scriptedServer([
    () => delay(SLOW_MS),
    ...imapScript([[/ LOGIN /i, lingering]]),
  ]);
  const smtpServer = await scriptedServer([() => delay(SLOW_MS / 4), ...smtpScript()]);
  const { imap, smtp } = on(address, imapServer.port, smtpServer.port);
  await begin(app, address);
  await app.fillServers({
    emailAddress: address,
    imap: { ...imap, security: 'none' },
    smtp: { ...smtp, security: 'none' },
  });
  await app.test();
  await app.expectStages('IMAP', { resolve: 'passed', greeting: 'running' });
  await expect(stageOf(app, 'IMAP', 'greeting')).toContainText(/\d\.\d s/);
  await stageOf(app, 'IMAP', 'resolve').locator('summary').click();
  await lookInAll(page, '40-test-running');
  await expect(page.getByText('Both connections work.').first()).toBeVisible({
    timeout: 5 * SLOW_MS,
  });
  await expect(stageOf(app, 'IMAP', 'greeting')).toContainText('slow');
  await expect(stageOf(app, 'IMAP', 'resolve').locator('details')).toHaveAttribute('open');
  await expect(stageOf(app, 'IMAP', 'resolve').getByText('127.0.0.1').last()).toBeVisible();
  await Promise.all([imapServer.stop(), smtpServer.stop()]);
});

test('a wrong security is explained where it failed, mended and tested by one press', async ({
  app,
}) => {
  const { page, stand } = app;
  const tests = countTests(app);
  await begin(app, stand.mailbox.emailAddress);
  const { imap } = stand.mailbox;
  const plain = { ...imap, port: stand.mailServer.ports.imap };
  await app.fillServers({ ...stand.mailbox, imap: plain });
  await app.test();
  await app.expectStages('IMAP', { tls: 'failed', greeting: 'skipped' });
  const failed = stageOf(app, 'IMAP', 'tls');
  await expect(failed.locator('details')).toHaveAttribute('open');
  await expect(failed).toContainText('does not start with TLS');
  await expect(failed).toContainText('Set the security to STARTTLS');
  await expect(page.getByRole('radiogroup', { name: 'Security' }).first()).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await failed.getByRole('button', { name: /^Go to the field/ }).click();
  await expect(app.group('IMAP').getByRole('radio', { name: 'TLS', exact: true })).toBeFocused();
  const mend = failed.getByRole('button', { name: /^Use STARTTLS/ });
  await expect(mend).toBeVisible();
  await expect(failed).toContainText('without signing in');
  await lookInAll(page, '42-test-failed-with-fix');

  await mend.click();
  await app.expectStages('IMAP', { tls: 'passed', mailbox: 'passed' });
  await expect(page.getByText('Both connections work.').first()).toBeVisible();
  await expect(app.group('IMAP').getByRole('radio', { name: 'STARTTLS' })).toBeChecked();
  await expect(page.getByRole('button', { name: 'Test connection' })).toBeFocused();
  expect(tests()).toBe(2);
});

test('what a server says is text, and keeps its place on a narrow screen', async ({ app }) => {
  const { page } = app;
  const address = addressOf('hostile');
  const html = '<img src=x onerror=alert(1)>';
  const capability = `X-${'LONG'.repeat(60)}`;
  const server = await scriptedServer(
    imapScript(
      [[/ LOGIN /i, `{tag} NO [AUTHENTICATIONFAILED] ${html} ${'nonstop'.repeat(30)}\r\n`]],
      { greeting: `* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN ${capability}] ready\r\n` },
    ),
  );
  const { imap, smtp } = on(address, server.port, server.port);
  await begin(app, address);
  await app.fillServers({ emailAddress: address, imap: { ...imap, security: 'none' }, smtp });
  await app.test();
  const failed = stageOf(app, 'IMAP', 'authenticate');
  await expect(failed.getByRole('blockquote')).toContainText(html);
  await expect(failed.locator('img')).toHaveCount(0);
  await lookInAll(page, '48-hostile-server');
  await server.stop();
});

test('a report is copied without who signs in, unless that is wanted', async ({ app }) => {
  const { page, stand } = app;
  const { mailbox } = stand;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async () => {
    await page.getByRole('button', { name: 'Copy report' }).click();
    await expect(page.getByText('Copied')).toBeVisible();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await begin(app, stand.mailbox.emailAddress);
  await app.fillServers(mailbox);
  await app.test();
  await app.expectStages('SMTP', { sender: 'passed' });
  const redacted = await copied();
  expect(redacted).toContain('IMAP: passed');
  expect(redacted).toMatch(/SHA-256: (?:[0-9A-F]{2}:){31}/);
  expect(redacted).not.toContain(mailbox.imap.username);
  expect(redacted).not.toContain(mailbox.imap.password);
  await page.getByRole('checkbox', { name: 'Include the username' }).check();
  const full = await copied();
  expect(full).toContain(`Username: ${mailbox.imap.username}`);
  expect(full).not.toContain(mailbox.imap.password);
});

test('where nothing may be copied, the report can be selected', async ({ app }) => {
  const { page, stand } = app;
  await begin(app, stand.mailbox.emailAddress);
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await app.fillServers(stand.mailbox);
  await app.test();
  await app.expectStages('SMTP', { sender: 'passed' });
  await page.getByRole('button', { name: 'Copy report' }).click();
  const report = page.getByRole('dialog').getByRole('textbox', { name: 'Report' });
  await expect(report).toBeFocused();
  await expect(report).toHaveValue(/^Letterbox connection test/);
  await lookInAll(page, '46-report-by-hand');
});
