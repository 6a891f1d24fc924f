import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { LETTER, SMTP_CANARY, sending, sendTo, serverAt } from '../testing/mail-out.ts';
import { messagesOf } from '../testing/read-mailbox.ts';
import {
  answer,
  GREETING,
  hear,
  OFFERS,
  type Said,
  say,
  smtp,
  upgrade,
} from '../testing/scripted-smtp.ts';

const BAD = ['self-signed', 'wrong-name', 'expired'] as const;
const [, ...AFTER_GREETING] = smtp();

const starttls = (which: (typeof BAD)[number] | 'good', ...between: Said[]): Said[] => [
  GREETING,
  hear('^EHLO '),
  say(OFFERS),
  hear('^STARTTLS$'),
  say('220 go ahead\r\n'),
  ...between,
  upgrade(which),
  ...AFTER_GREETING,
];

describe('with TLS', () => {
  test('a certificate of a trusted authority is taken', async () => {
    expect((await sendTo([upgrade('good'), ...smtp()], { security: 'tls' })).end).toBe('sent');
    expect((await sendTo(starttls('good'), { security: 'starttls' })).end).toBe('sent');
  });

  test.each(BAD)('one that is %s is refused, and no password was sent', async (which) => {
    const direct = await sendTo([upgrade(which), ...smtp()], { security: 'tls' });
    const later = await sendTo(starttls(which), { security: 'starttls' });
    for (const { end, heard } of [direct, later]) {
      expect(end).toBe('tls, again');
      expect(heard).not.toContain('AUTH');
    }
  });

  test('a server that speaks in the clear is no TLS', async () => {
    expect((await sendTo(smtp(), { security: 'tls' })).end).toBe('tls, again');
  });
});

describe('STARTTLS', () => {
  test('that is not offered is not left out', async () => {
    const bare = smtp(['^EHLO ', '250-starttls.example.com\r\n250 AUTH PLAIN\r\n']);
    const old = smtp(['^EHLO ', '502 what?\r\n'], ['^HELO ', '250 hello\r\n']);
    for (const script of [bare, old]) {
      const { end, heard } = await sendTo(script, { security: 'starttls' });
      expect(end).toBe('tls');
      expect(heard).not.toMatch(/AUTH|MAIL/);
    }
  });

  test('that is refused is not left out', async () => {
    const script = smtp(['^STARTTLS$', '454 4.7.0 not now\r\n']);
    const { end, heard } = await sendTo(script, { security: 'starttls' });
    expect(end).toBe('tls, again');
    expect(heard).not.toMatch(/AUTH|MAIL/);
  });

  test('is not followed by what was said in the clear', async () => {
    const injected = '250-injected\r\n250 AUTH PLAIN\r\n';
    const together = [
      GREETING,
      hear('^EHLO '),
      say(OFFERS),
      hear('^STARTTLS$'),
      say(`220 go ahead\r\n${injected}`),
      upgrade('good'),
      answer([['^EHLO ', '250 mail.example.com\r\n']]),
    ];
    for (const script of [together, starttls('good', say(injected))]) {
      const { end, heard } = await sendTo(script, { security: 'starttls' });
      expect(end).toBe('tls, again');
      expect(heard).not.toMatch(/AUTH|MAIL/);
    }
  });

  test('forgets what was offered before it', async () => {
    const [greeting, ...rest] = starttls('good');
    const script = [
      greeting as Said,
      ...rest.slice(0, -1),
      answer([['^EHLO ', '250 mail.example.com\r\n']]),
    ];
    const { end, heard } = await sendTo(script, { security: 'starttls' });
    expect(end).toBe('refused-login');
    expect(heard).not.toContain(btoa('letterbox'));
  });
});

describe('the embedded mail server', () => {
  const { account, password, smtp: plain, submissions } = env.MAIL_SERVER;
  const login = { username: account, password };
  const from = { name: 'Letterbox', email: account };

  test('takes mail in each security', async () => {
    for (const [port, security] of [
      [submissions, 'tls'],
      [plain, 'starttls'],
      [plain, 'none'],
    ] as const) {
      const id = `try_${security}`;
      const settings = serverAt(port, { security, login, from });
      expect(await sending(settings, { ...LETTER, to: account, id })).toBe('sent');
      const found = (await messagesOf()).filter((raw) => raw.includes(`<${id}@acme.test>`));
      expect(found).toHaveLength(1);
    }
  });

  test('refuses a wrong password, a sender and a recipient, each by its name', async () => {
    const mail = { ...LETTER, to: account };
    const wrong = { login: { username: account, password: SMTP_CANARY } };
    expect(await sending(serverAt(submissions, { security: 'tls', ...wrong }), mail)).toBe(
      'refused-login',
    );
    const settings = serverAt(submissions, { security: 'tls', login });
    expect(await sending(settings, mail)).toBe('refused-sender');
    expect(await sending({ ...settings, from }, LETTER)).toBe('refused-recipient');
  });
});
