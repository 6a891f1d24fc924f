import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { createApp } from './app.ts';
import { createDeps } from './deps.ts';
import { encodedWords, messageIn, quotedPrintable } from './testing/mail-message.ts';
import { close, pause, play, type Said, smtp } from './testing/scripted-smtp.ts';
import { browser, makeTenant } from './testing/world.ts';

const OWNER = 'owner@acme.test';

/** Letterbox, with a scripted server as its own. */
const mailingBy = async (script: readonly Said[]) => {
  const server = await play(script);
  const mail = {
    MAILER: 'smtp',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(server.port),
    SMTP_SECURITY: 'none',
    MAIL_FROM: 'Letterbox <letterbox@mail.acme.test>',
  };
  const app = createApp(createDeps({ ...env, ...mail }));
  const guest = browser(async (request) => app.fetch(request));
  const ask = (email: string) => guest.post('/api/auth/sign-in/magic-link', { email });
  return { server, ask };
};

test('a sign-in link goes out by the operator’s SMTP server', async () => {
  await makeTenant('acme');
  const { server, ask } = await mailingBy(smtp());
  expect((await ask(OWNER)).status).toBe(200);
  await expect.poll(server.heard).toContain('QUIT');
  const { headers, body } = messageIn(await server.heard());
  const { To, From = '' } = Object.fromEntries(headers);
  expect([To, encodedWords(From)]).toEqual([OWNER, '"Letterbox" <letterbox@mail.acme.test>']);
  expect(quotedPrintable(body)).toMatch(/https:\/\/letterbox\.test\/api\/auth\//);
});

const DAWDLING_MS = 5_000;

test('a mail server that is slow or gone tells nobody who has an account, and the operator is told', async () => {
  await makeTenant('acme');
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
  for (const script of [[close], [pause(DAWDLING_MS), close]]) {
    const { ask } = await mailingBy(script);
    const begun = performance.now();
    const known = await ask(OWNER);
    expect(performance.now() - begun).toBeLessThan(DAWDLING_MS);
    const unknown = await ask('nobody@acme.test');
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  }
  const told = '{"level":"error","event":"mail-not-sent","reason":"protocol"}';
  await expect.poll(() => errors.mock.calls.flat()).toEqual([told, told]);
  errors.mockRestore();
});
