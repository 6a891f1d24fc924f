import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Account } from '../real-servers/accounts.ts';
import { missingRealServers } from '../real-servers/missing.ts';
import { type RealServers, startRealServers } from '../real-servers/start.ts';
import { imapOver, passwordOf } from '../real-servers/testing.ts';
import { startMailer } from './start.ts';

const missing = missingRealServers();
const TEXT = '.\n..dots\nUmlaute: ä €\n'.repeat(300);
const SUBJECT = 'Störung: „Büro Süd“ – 日本語 👩‍🚒 and what else there is to be said of it';

describe.skipIf(missing !== null && process.env.CI !== 'true')('mail from the Worker', () => {
  let servers: RealServers;
  let mailer: Awaited<ReturnType<typeof startMailer>>;
  let support: Account;
  beforeAll(async () => {
    servers = await startRealServers();
    mailer = await startMailer(servers.caFile);
    [support] = servers.accounts as [Account];
  }, 90_000);
  afterAll(async () => {
    await Promise.all([mailer?.stop(), servers?.stop()]);
  });

  const send = (
    settings: { port: number; security: string; host?: string; password?: string; from?: string },
    mail: { id?: string; to?: string } = {},
  ) => {
    const { password = support.password, from = support.address, ...place } = settings;
    return mailer.send({
      settings: {
        host: servers.postfix.host,
        ...place,
        login: { username: support.address, password },
        from: { name: 'Büro "Süd"', email: from },
      },
      mail: { to: support.address, subject: SUBJECT, text: TEXT, ...mail },
    });
  };

  const inbox = async () => {
    const { host, imaps: port } = servers.dovecot;
    const client = imapOver({ host, port, ca: servers.ca }, passwordOf(support));
    await client.connect();
    await client.mailboxOpen('INBOX');
    const found = [];
    for await (const { uid, envelope } of client.fetch('1:*', { envelope: true, uid: true })) {
      found.push({ uid, envelope });
    }
    const texts: string[] = [];
    for (const { uid } of found) {
      const { content } = await client.download(String(uid), '1.1', { uid: true });
      const chunks: Buffer[] = [];
      for await (const chunk of content ?? []) chunks.push(chunk as Buffer);
      texts.push(Buffer.concat(chunks).toString('utf8'));
    }
    await client.logout();
    return found.map(({ envelope }, index) => ({ envelope, text: texts[index] }));
  };

  test('is taken by Postfix with TLS and STARTTLS, by PLAIN and LOGIN, and reads as it was written', async () => {
    const { smtp, submissions, loginOnly } = servers.postfix;
    expect(await send({ port: submissions, security: 'tls' }, { id: 'tls' })).toBe('sent');
    expect(await send({ port: smtp, security: 'starttls' }, { id: 'starttls' })).toBe('sent');
    expect(await send({ port: loginOnly, security: 'starttls' }, { id: 'login' })).toBe('sent');
    await expect.poll(inbox, { timeout: 30_000, interval: 500 }).toHaveLength(3);
    const arrived = await inbox();
    for (const { envelope, text } of arrived) {
      expect(envelope).toMatchObject({
        subject: SUBJECT,
        from: [{ name: 'Büro "Süd"', address: support.address }],
        to: [{ address: support.address }],
      });
      // The library ends each part with an empty line.
      expect(text?.replaceAll('\r\n', '\n')).toBe(`${TEXT}\n`);
    }
    expect(arrived.map(({ envelope }) => envelope?.messageId).toSorted()).toEqual([
      '<login@letterbox.test>',
      '<starttls@letterbox.test>',
      '<tls@letterbox.test>',
    ]);
  });

  test('is refused by Postfix, each time by its name', async () => {
    const place = { port: servers.postfix.submissions, security: 'tls' };
    expect(await send({ ...place, password: 'wrong' })).toBe('refused-login');
    expect(await send({ ...place, from: 'sales@letterbox.test' })).toMatch(/^refused-(sender|rec)/);
    expect(await send(place, { to: 'nobody@letterbox.test' })).toBe('refused-recipient');
    expect(await send(place, { to: 'somebody@elsewhere.test' })).toBe('refused-recipient');
    const bare = { port: servers.postfix.smtpPlain, security: 'starttls' };
    expect(await send(bare)).toBe('tls');
  });

  test('is not trusted to a bad certificate', async () => {
    for (const { host, submissions, smtp } of Object.values(servers.badCertificates)) {
      expect(await send({ host, port: submissions, security: 'tls' })).toBe('tls');
      expect(await send({ host, port: smtp, security: 'starttls' })).toBe('tls');
    }
  });
});
