import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './letterbox.ts';
import { standFolder } from './stand.ts';

/** Every spelling in which a password crosses a wire or lands in a file. */
const spellings = (password: string, username: string): string[] => [
  password,
  encodeURIComponent(password),
  Buffer.from(password).toString('base64').replace(/=+$/, ''),
  Buffer.from(`\0${username}\0${password}`).toString('base64').replace(/=+$/, ''),
];

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

// What the stand itself keeps so that a newcomer can be told the demo's password.
const TOLD = ['demo.json', 'stand.json'];

test('a mailbox password is in no file of the database, no log, no answer and no page', async ({
  app,
}) => {
  const { page, stand } = app;
  const { imap } = stand.mailbox;
  const canaries = spellings(imap.password, imap.username);
  const answers: Promise<string>[] = [];
  page.on('response', (response) => answers.push(response.text().catch(() => '')));

  await app.enter('owner', 'acme');
  await app.beginInbox('canary@acme.test');
  await app.fillServers({ ...stand.mailbox, smtp: { ...stand.mailbox.smtp, port: 1 } });
  await app.test();
  await app.expectStages('SMTP', { connect: 'failed' });
  await app.fillServers({ ...stand.mailbox, imap: { ...imap, username: 'support@globex.test' } });
  await app.test();
  await app.expectStages('IMAP', { authenticate: 'passed' });
  // The account may not send as this address: it is stored without having passed, then checked.
  await app.expectStages('SMTP', { sender: 'failed' });
  await page.getByLabel('Name', { exact: true }).fill('Canary');
  await page.getByRole('button', { name: 'Save without testing' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await app.expectStages('IMAP', { authenticate: 'passed' });
  await page.reload();
  await expect(app.group('IMAP').getByLabel('Host')).toHaveValue(imap.host);
  answers.push(page.content());

  const seen = await Promise.all(answers);
  expect(seen.length).toBeGreaterThan(10);
  const files = filesUnder(standFolder()).filter(
    (file) => !TOLD.some((told) => file.endsWith(told)),
  );
  expect(files.some((file) => file.endsWith('.sqlite'))).toBe(true);
  expect(files.some((file) => file.endsWith('connector.log') && statSync(file).size > 0)).toBe(
    true,
  );
  for (const canary of canaries) {
    const inAnswers = seen.filter((text) => text.includes(canary)).length;
    const inFiles = files.filter((file) => readFileSync(file).includes(canary));
    expect([inAnswers, inFiles]).toEqual([0, []]);
  }
});
