import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { createApp } from '../../app.ts';
import { createDeps } from '../../deps.ts';
import { MailError } from '../../platform/mail-error.ts';
import type { Mail } from '../../platform/mailer.ts';
import { makeTenant, signedIn } from '../../testing/world.ts';

const PATH = '/api/orgs/acme';
const INVITED = { email: 'new@acme.test', role: 'viewer' };

/** The API where Letterbox's own mail server refuses the first mail. */
const refusingOnce = () => {
  const sent: Mail[] = [];
  let hasRefused = false;
  const mailer = async (mail: Mail) => {
    if (!hasRefused) {
      hasRefused = true;
      throw new MailError('refused-login', { isTemporary: false });
    }
    sent.push(mail);
  };
  const app = createApp({ ...createDeps(env), mailer, log: () => {} });
  return { sent, fetch: async (request: Request) => app.fetch(request) };
};

beforeEach(() => makeTenant('acme'));

test('an invitation whose mail is not sent is none, is said not to be sent, and can be made again', async () => {
  const { sent, fetch } = refusingOnce();
  const admin = await signedIn('admin@acme.test', fetch);
  const refused = await admin.post(`${PATH}/invitations`, INVITED);
  expect(refused).toMatchObject({ status: 503, body: { code: 'mail-not-sent' } });
  expect(refused.text).not.toContain('refused-login');
  expect((await admin.get(`${PATH}/members`)).body).toMatchObject({ invitations: [] });

  expect((await admin.post(`${PATH}/invitations`, INVITED)).status).toBe(201);
  expect(sent).toMatchObject([{ to: 'new@acme.test', subject: 'Join acme on Letterbox' }]);
});
