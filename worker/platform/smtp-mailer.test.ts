import { describe, expect, test, vi } from 'vitest';
import { LETTER, SMTP_CANARY, sendTo, serverAt } from '../testing/mail-out.ts';
import {
  answer,
  close,
  deaf,
  drip,
  flood,
  GREETING,
  pause,
  play,
  reset,
  type Said,
  say,
  silence,
  smtp,
} from '../testing/scripted-smtp.ts';
import { smtpMailer } from './smtp-mailer.ts';

const DEADLINE_MS = 250;
/** More than a busy machine needs, and less than the tests' patience. */
const AT_ONCE_MS = 15_000;
const STEPS = ['^EHLO ', '^AUTH ', '^MAIL ', '^RCPT ', '^DATA$', '^\\.$'] as const;
const names = {
  '^EHLO ': 'EHLO',
  '^AUTH ': 'the login',
  '^MAIL ': 'the sender',
  '^RCPT ': 'the recipient',
  '^DATA$': 'DATA',
  '^\\.$': 'the message',
};
const instead = (step: (typeof STEPS)[number], ...then: Said[]) => smtp([step, then]);

/** Each script with what is the server's doing at one point of the session. */
const everywhere = (...then: Said[]): [string, Said[]][] => [
  ['at the greeting', then],
  ...STEPS.map((step): [string, Said[]] => [`in answer to ${names[step]}`, instead(step, ...then)]),
];

test('a mail is sent: logged in, taken, and ended with QUIT', async () => {
  const { end, heard } = await sendTo(smtp());
  expect(end).toBe('sent');
  const verbs = heard.split('\r\n').filter((line) => /^(EHLO|AUTH|MAIL|RCPT|DATA|QUIT)/.test(line));
  expect(verbs).toEqual([
    'EHLO mail.acme.test',
    expect.stringMatching(/^AUTH PLAIN /),
    'MAIL FROM:<letterbox@mail.acme.test>',
    'RCPT TO:<owner@acme.test>',
    'DATA',
    'QUIT',
  ]);
});

describe('a server that closes', () => {
  test.each(everywhere(close))('%s is told at once', async (_, script) => {
    const { end, ms } = await sendTo(script);
    expect(end).toBe('protocol, again');
    expect(ms).toBeLessThan(AT_ONCE_MS);
  });

  test.each(everywhere(reset))('with a reset %s is told at once', async (_, script) => {
    // A reset may come before the connection counts as made.
    expect((await sendTo(script)).end).toMatch(/^(protocol|unreachable), again$/);
  });

  test('in the middle of the message is told at once', async () => {
    const text = 'x\n'.repeat(30_000);
    const script = smtp(['^DATA$', [say('354 go on\r\n'), pause(20), reset]]);
    expect((await sendTo(script, { mail: { ...LETTER, text } })).end).toBe('protocol, again');
  });

  test('after it took the message has taken it', async () => {
    const script = smtp(['^\\.$', [say('250 taken\r\n'), close]]);
    expect((await sendTo(script)).end).toBe('sent');
  });
});

describe('a server that never comes to an end', () => {
  test.each(
    [...everywhere(silence), ...everywhere(drip('250-still here\r\n', 30))].map(
      ([where, script], index, all): [string, Said[]] => [
        `${index < all.length / 2 ? 'is silent' : 'drips'} ${where}`,
        script,
      ],
    ),
  )('and %s is left at the deadline', async (_, script) => {
    const { end, ms, server } = await sendTo(script, { patience: { deadlineMs: DEADLINE_MS } });
    expect(end).toBe('timeout, again');
    expect(ms).toBeLessThan(AT_ONCE_MS);
    await expect.poll(server.open).toBe(0);
  });

  test('and does not read the message is left at the deadline', async () => {
    const text = 'x\n'.repeat(30_000);
    const script = smtp(['^DATA$', [say('354 go on\r\n'), deaf]]);
    const { end, ms } = await sendTo(script, {
      mail: { ...LETTER, text },
      patience: { deadlineMs: DEADLINE_MS },
    });
    expect(end).toBe('timeout, again');
    expect(ms).toBeLessThan(AT_ONCE_MS);
  });

  test('saying goodbye does not keep a mail that was taken', async () => {
    const { end, ms, server } = await sendTo(smtp(['^QUIT$', [silence]]), {
      patience: { goodbyeMs: 100 },
    });
    expect(end).toBe('sent');
    expect(ms).toBeLessThan(AT_ONCE_MS);
    await expect.poll(server.open).toBe(0);
  });

  const MANY_BYTES = 20_000_000;
  test.each([
    ...everywhere(flood('2', MANY_BYTES)),
    ...everywhere(flood('250-more\r\n', MANY_BYTES)),
  ])('is cut short %s', async (_, script) => {
    const { end, ms, server } = await sendTo(script);
    expect(end).toBe('protocol, again');
    expect(ms).toBeLessThan(AT_ONCE_MS);
    await expect.poll(server.open).toBe(0);
  });
});

describe('a refusal is named by where it came', () => {
  const codes = {
    '^EHLO ': 'unreachable',
    '^AUTH ': 'refused-login',
    '^MAIL ': 'refused-sender',
    '^RCPT ': 'refused-recipient',
    '^DATA$': 'refused-message',
    '^\\.$': 'refused-message',
  };
  test.each(STEPS)('%s', async (step) => {
    const also: [string, string] = ['^HELO ', '554 no\r\n'];
    const permanent = smtp([step, '554 5.7.1 no\r\n'], also);
    const passing = smtp([step, '451-4.7.1 not\r\n451 now\r\n'], ['^HELO ', '451 not now\r\n']);
    expect((await sendTo(permanent)).end).toBe(codes[step]);
    expect((await sendTo(passing)).end).toBe(`${codes[step]}, again`);
    expect((await sendTo(smtp([step, '421 closing\r\n']))).end).toBe('unreachable, again');
  });

  test('in the greeting, too', async () => {
    expect((await sendTo([say('554 go away\r\n'), silence])).end).toBe('unreachable');
    expect((await sendTo([say('450 full\r\n'), silence])).end).toBe('unreachable, again');
  });

  test('a server that wants a login and was given none refuses it', async () => {
    const script = smtp(['^MAIL ', '530 5.7.0 sign in\r\n']);
    expect((await sendTo(script, { login: null })).end).toBe('refused-login');
  });

  test('nobody is there', async () => {
    for (const security of ['none', 'starttls', 'tls'] as const) {
      const send = smtpMailer(serverAt(1, { security }));
      await expect(send(LETTER)).rejects.toMatchObject({ code: 'unreachable', isTemporary: true });
    }
  });
});

describe('a login', () => {
  const offering = (offer: string, ...rows: [string, string][]) =>
    smtp(...rows, ['^EHLO ', `250-mail.example.com AUTH PLAIN LOGIN\r\n250 ${offer}\r\n`]);

  test('is in UTF-8, by PLAIN or LOGIN', async () => {
    const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
    const plain = await sendTo(smtp());
    expect(plain.heard).toContain(`AUTH PLAIN ${base64(`\0letterbox\0${SMTP_CANARY}`)}\r\n`);
    const login = await sendTo(
      offering(
        'AUTH LOGIN',
        ['^AUTH LOGIN$', '334 VXNlcm5hbWU6\r\n'],
        [`^${base64('letterbox')}$`, '334 UGFzc3dvcmQ6\r\n'],
        [`^${base64(SMTP_CANARY).replaceAll('+', '\\+')}$`, '235 in\r\n'],
      ),
    );
    expect(login.end).toBe('sent');
  });

  test('that is not offered is not left out', async () => {
    for (const offer of ['SIZE 1000', 'AUTH CRAM-MD5', 'XAUTH PLAIN']) {
      const { end, heard } = await sendTo(offering(offer));
      expect(end).toBe('refused-login');
      expect(heard).not.toContain('MAIL');
    }
  });

  test('is not made where none is set', async () => {
    const { end, heard } = await sendTo(smtp(), { login: null });
    expect(end).toBe('sent');
    expect(heard).not.toContain('AUTH');
  });
});

test('what is no reply of SMTP is told as such', async () => {
  for (const reply of ['hello\r\n', '25\r\n', '2500 ok\r\n', '250-a\r\n550 b\r\n', '100 x\r\n']) {
    expect((await sendTo(smtp(['^MAIL ', reply]))).end).toBe('protocol, again');
  }
  expect((await sendTo(smtp(['^DATA$', '250 ok\r\n']))).end).toBe('protocol, again');
  expect(
    (await sendTo(smtp(['^MAIL ', [say('2'), pause(5), say('50 o'), say('k\r\n')]]))).end,
  ).toBe('sent');
});

test('an error holds neither the password nor a word of the server’s', async () => {
  const methods = ['debug', 'log', 'info', 'warn', 'error'] as const;
  const spies = methods.map((method) => vi.spyOn(console, method).mockImplementation(() => {}));
  try {
    const { port } = await play([
      GREETING,
      answer([
        ['^EHLO ', '250 AUTH LOGIN\r\n'],
        ['^AUTH LOGIN$', '334 x\r\n'],
        ['', [say(`535 "${SMTP_CANARY}" is wrong, said the canary\r\n`)]],
      ]),
    ]);
    const error: unknown = await smtpMailer(serverAt(port))(LETTER).catch((thrown) => thrown);
    const { message, stack = '', ...rest } = error as Error;
    const printed = spies.flatMap((spy) => spy.mock.calls);
    const told = JSON.stringify([message, stack, rest, String((error as Error).cause), printed]);
    expect(rest).toEqual({ name: 'MailError', code: 'refused-login', isTemporary: false });
    expect(printed).toEqual([]);
    expect(told).not.toContain('canary');
    expect(told).not.toContain(btoa(String.fromCharCode(...new TextEncoder().encode(SMTP_CANARY))));
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
});
