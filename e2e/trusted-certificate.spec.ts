import type { Inbox, InboxPage } from '../contract/inbox.ts';
import { LOCAL_SERVER, selfSignCertificate } from '../dev/certificates.ts';
import type { MailServer } from '../dev/mail-server/mail-server.ts';
import { expect, type Letterbox, test } from './letterbox.ts';
import { lookInAll } from './look.ts';
import { addressOf, begin, on, stageOf, startWith } from './servers-page.ts';

const inboxOf = async (app: Letterbox, address: string): Promise<Inbox | undefined> =>
  (await app.call<InboxPage>('GET', `acme/inboxes?q=${encodeURIComponent(address)}`)).inboxes[0] as
    | Inbox
    | undefined;

test('one certificate is trusted by its fingerprint, shown, and asked for when it changes', async ({
  app,
}) => {
  const { page } = app;
  const address = addressOf('trust');
  let server: MailServer = await startWith(address, await selfSignCertificate(LOCAL_SERVER));
  const { ports } = server;
  await begin(app, address);
  await app.fillServers(on(address, ports.imaps, ports.submissions));
  await app.test();
  const failed = stageOf(app, 'IMAP', 'tls');
  await expect(failed).toContainText('self-signed');
  await expect(failed).toContainText('Certificate chain');
  await failed.getByRole('button', { name: 'Trust this certificate' }).click();
  const dialog = page.getByRole('dialog', { name: 'Trust this certificate?' });
  await expect(dialog).toContainText('mail.letterbox.test');
  await expect(dialog).toContainText('Compare it with whoever runs the server');
  await expect(dialog).toContainText('at both servers');
  await lookInAll(page, '43-trust');
  await page.keyboard.press('Escape');
  await expect(failed.getByRole('button', { name: 'Trust this certificate' })).toBeFocused();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Trust it and test' }).click();
  await app.expectStages('IMAP', { tls: 'passed', mailbox: 'passed' });
  await app.expectStages('SMTP', { tls: 'passed', sender: 'passed' });
  await expect(app.group('IMAP')).toContainText('Trusts one certificate');
  await expect(app.group('SMTP')).toContainText('Trusts one certificate');
  await page.getByLabel('Name', { exact: true }).fill('Trusting');
  await app.save();
  await expect(page.getByRole('row', { name: address })).toContainText('Connected');

  const inbox = await inboxOf(app, address);
  await app.goto(`/acme/settings/inboxes/${inbox?.id}/connection`);
  await expect(app.group('IMAP')).toContainText(/Trusts one certificate: .+ until /);
  await lookInAll(page, '44-trusted');
  await server.stop();
  server = await startWith(address, await selfSignCertificate(LOCAL_SERVER), ports);
  await app.test();
  await expect(failed).toContainText('another certificate than the one you trust');
  await failed.getByRole('button', { name: 'Trust this certificate' }).click();
  await expect(dialog).toContainText('Trusted until now');
  await expect(dialog).toContainText('Shown now');
  await lookInAll(page, '45-trust-changed');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await app
    .group('IMAP')
    .getByRole('button', { name: /^Forget/ })
    .click();
  await expect(app.group('IMAP')).not.toContainText('Trusts one certificate');
  await expect(app.group('SMTP')).toContainText('Trusts one certificate');
  await app.group('SMTP').getByLabel('Host').fill('localhost');
  await expect(app.group('SMTP')).not.toContainText('Trusts one certificate');
  await app.call('DELETE', `acme/inboxes/${inbox?.id}`, {});
  await server.stop();
});
