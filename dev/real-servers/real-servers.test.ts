import { connect as connectTls } from 'node:tls';
import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from './accounts.ts';
import { missingRealServers } from './missing.ts';
import { type RealServers, startRealServers } from './start.ts';

const missing = missingRealServers();
const skipped = missing !== null && process.env.CI !== 'true';
if (skipped) console.warn(`Skipped: ${missing}`);

describe.skipIf(skipped)('real servers', () => {
  let servers: RealServers;
  let support: Account;
  let sales: Account;

  beforeAll(async () => {
    servers = await startRealServers();
    [support, sales] = servers.accounts as [Account, Account];
  });
  afterAll(() => servers?.stop());

  it('lets every account log in over TLS, STARTTLS and plain', async () => {
    for (const account of servers.accounts) {
      for (const security of ['tls', 'starttls', 'none'] as const) {
        const imap = imapClient(servers, account, security);
        await imap.connect();
        expect(imap.secureConnection).toBe(security !== 'none');
        await imap.logout();
        const smtp = smtpClient(servers, account, security);
        await expect(smtp.verify()).resolves.toBe(true);
      }
    }
  });

  it('has the usual mailboxes', async () => {
    const imap = imapClient(servers, support, 'tls');
    await imap.connect();
    const paths = (await imap.list()).map(({ path }) => path);
    await imap.logout();
    expect(paths.sort()).toEqual(['INBOX', 'Junk', 'Sent', 'Trash']);
  });

  it('refuses a wrong password', async () => {
    const wrong = { ...support, password: 'wrong' };
    await expect(imapClient(servers, wrong, 'tls').connect()).rejects.toMatchObject({
      authenticationFailed: true,
      serverResponseCode: 'AUTHENTICATIONFAILED',
    });
    await expect(smtpClient(servers, wrong, 'tls').verify()).rejects.toMatchObject({
      code: 'EAUTH',
      responseCode: 535,
    });
  });

  it('delivers what Postfix takes into the INBOX that Dovecot shows', async () => {
    const odd = servers.accounts.at(-1) as Account;
    for (const to of [sales, odd]) {
      const subject = `Grüße an ${to.address}`;
      await smtpClient(servers, support, 'starttls').sendMail({
        from: support.address,
        to: to.address,
        subject,
        text: 'Hello',
      });
      await expect.poll(() => subjects(servers, to)).toContain(subject);
    }
  });

  it('refuses a sender of somebody else, a stranger and a foreign recipient', async () => {
    const smtp = smtpClient(servers, support, 'tls');
    const send = (from: string, to: string) => smtp.sendMail({ from, to, text: 'Hello' });
    await expect(send(sales.address, sales.address)).rejects.toMatchObject({ responseCode: 553 });
    await expect(send('a@elsewhere.test', sales.address)).rejects.toMatchObject({
      responseCode: 553,
    });
    await expect(send(support.address, 'a@elsewhere.test')).rejects.toMatchObject({
      responseCode: 554,
    });
    await expect(send(support.address, 'nobody@letterbox.test')).rejects.toMatchObject({
      responseCode: 550,
    });
  });

  it('shows each certificate with exactly its own fault, on both servers', async () => {
    const expected = {
      expired: 'CERT_HAS_EXPIRED',
      notYetValid: 'CERT_NOT_YET_VALID',
      wrongName: 'ERR_TLS_CERT_ALTNAME_INVALID',
      selfSigned: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      unknownAuthority: 'SELF_SIGNED_CERT_IN_CHAIN',
    };
    for (const [name, code] of Object.entries(expected)) {
      const { host, imaps, submissions } = servers.badCertificates[name as keyof typeof expected];
      expect([name, await tlsOutcome(host, imaps, servers.ca)]).toEqual([name, code]);
      expect([name, await tlsOutcome(host, submissions, servers.ca)]).toEqual([name, code]);
    }
    const { dovecot, postfix } = servers;
    for (const name of ['localhost', 'mail.letterbox.test', undefined]) {
      expect(await tlsOutcome(dovecot.host, dovecot.imaps, servers.ca, name)).toBe('trusted');
      expect(await tlsOutcome(postfix.host, postfix.submissions, servers.ca, name)).toBe('trusted');
    }
  });

  it('shows the same certificates after STARTTLS', async () => {
    const { host, imap, smtp } = servers.badCertificates.expired;
    const at = { ...servers, dovecot: { ...servers.dovecot, host, imap } };
    await expect(imapClient(at, support, 'starttls').connect()).rejects.toMatchObject({
      code: 'CERT_HAS_EXPIRED',
    });
    const there = { ...servers, postfix: { ...servers.postfix, host, smtp } };
    await expect(smtpClient(there, support, 'starttls').verify()).rejects.toThrow(/expired/);
  });

  it('speaks nothing newer than TLS 1.1 where it says so', async () => {
    const { host, submissions } = servers.tls11Only;
    expect(await tlsOutcome(host, submissions, servers.ca)).toBe(
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
    );
  });

  it('takes no login before STARTTLS where it says so', async () => {
    const { host, imap, smtp } = servers.tlsRequired;
    const at = {
      ...servers,
      dovecot: { ...servers.dovecot, host, imap },
      postfix: { ...servers.postfix, host, smtp, smtpPlain: smtp },
    };
    await expect(imapClient(at, support, 'none').connect()).rejects.toMatchObject({
      authenticationFailed: true,
    });
    await expect(smtpClient(at, support, 'none').verify()).rejects.toThrow();
    const client = imapClient(at, support, 'starttls');
    await client.connect();
    await client.logout();
    await expect(smtpClient(at, support, 'starttls').verify()).resolves.toBe(true);
  });
});

type Security = 'tls' | 'starttls' | 'none';

function imapClient(servers: RealServers, account: Account, security: Security): ImapFlow {
  const { host, imap, imaps } = servers.dovecot;
  return new ImapFlow({
    host,
    port: security === 'tls' ? imaps : imap,
    secure: security === 'tls',
    doSTARTTLS: security === 'tls' ? undefined : security === 'starttls',
    auth: { user: account.address, pass: account.password },
    tls: { ca: servers.ca },
    logger: false,
  });
}

function smtpClient(servers: RealServers, account: Account, security: Security) {
  const { host, smtp, submissions, smtpPlain } = servers.postfix;
  return nodemailer.createTransport({
    host,
    port: { tls: submissions, starttls: smtp, none: smtpPlain }[security],
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    forceAuth: true,
    auth: { user: account.address, pass: account.password },
    tls: { ca: servers.ca },
  });
}

async function subjects(servers: RealServers, account: Account): Promise<unknown[]> {
  const imap = imapClient(servers, account, 'tls');
  await imap.connect();
  await imap.mailboxOpen('INBOX');
  const found: unknown[] = [];
  for await (const message of imap.fetch('1:*', { envelope: true })) {
    found.push(message.envelope?.subject);
  }
  await imap.logout();
  return found;
}

function tlsOutcome(host: string, port: number, ca: string, name?: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port, ca, servername: name }, () => {
      socket.destroy();
      resolve('trusted');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}
