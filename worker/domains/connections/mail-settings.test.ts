import { beforeEach, describe, expect, test } from 'vitest';
import { mailSettings } from '../../../contract/mail-settings.ts';
import { type AcmeInbox, makeAcmeInbox } from '../../testing/acme-inbox.ts';

let inbox: AcmeInbox;
beforeEach(async () => {
  inbox = await makeAcmeInbox();
});

const find = (address: string) =>
  inbox.admin.get(`/api/orgs/acme/mail-settings?address=${encodeURIComponent(address)}`);

describe('the mail servers of an address', () => {
  test('of a usual domain come with the username filled in', async () => {
    const { status, body } = await find('Ann.Smith@yahoo.com');
    expect(status).toBe(200);
    const settings = mailSettings.parse(body);
    expect(settings).toMatchObject({ address: 'Ann.Smith@yahoo.com', recommended: 'imap' });
    expect(settings.candidates[0]).toMatchObject({
      source: 'directory',
      imap: { host: 'imap.mail.yahoo.com', username: 'Ann.Smith@yahoo.com', security: 'tls' },
    });
    expect(settings.notes.map(({ code }) => code)).toContain('app-password');
  });

  test.each([
    ['ann@gmail.com', 'gmail', 'google-domain'],
    ['ann@outlook.com', 'microsoft', 'microsoft-domain'],
  ])('%s is led to %s', async (address, recommended, reason) => {
    expect((await find(address)).body).toMatchObject({ recommended, reason });
  });

  test('of a domain that nobody knows are not found, and that is an answer', async () => {
    const { status, body } = await find('ann@nobody-knows-this.invalid');
    expect(status).toBe(200);
    expect(body).toMatchObject({ recommended: 'imap', reason: 'nothing-found', candidates: [] });
  });

  test('are not looked for where there is no address', async () => {
    expect(await find('not an address')).toMatchObject({ status: 422 });
  });

  test('an international domain is looked up in ASCII and answered as it was typed', async () => {
    const { status, body } = await find('post@bücher.invalid');
    expect(status).toBe(200);
    expect(body).toMatchObject({ address: 'post@bücher.invalid' });
    expect(JSON.stringify((body as { asked: unknown }).asked)).toContain('xn--bcher-kva.invalid');
  });
});
