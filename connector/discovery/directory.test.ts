import { expect, test } from 'vitest';
import { discoveredSettings } from '../../contract/mail-settings.ts';
import { entryOfExchanger } from './directory.ts';
import { discoverOn } from './testing/discovering.ts';

const touched = () => {
  throw new Error('A name server was asked.');
};
const untouchable = {
  resolve4: touched,
  resolve6: touched,
  resolveMx: touched,
  resolveSrv: touched,
};

const withoutNetwork = async (domain: string) => {
  const { settings, web } = await discoverOn({ domain, resolver: untouchable });
  expect(web.connections()).toBe(0);
  return discoveredSettings.parse(settings);
};

test.each([
  ['gmail.com', 'gmail', 'google-domain'],
  ['googlemail.com', 'gmail', 'google-domain'],
  ['outlook.com', 'microsoft', 'microsoft-domain'],
  ['hotmail.co.uk', 'microsoft', 'microsoft-domain'],
  ['live.nl', 'microsoft', 'microsoft-domain'],
  ['msn.com', 'microsoft', 'microsoft-domain'],
  ['proton.me', 'imap', 'no-imap'],
  ['tuta.com', 'imap', 'no-imap'],
  ['gmx.de', 'imap', 'settings-found'],
])('%s is answered without the network: %s, %s', async (domain, recommended, reason) => {
  expect(await withoutNetwork(domain)).toMatchObject({ recommended, reason });
});

test.each([
  ['yahoo.co.uk', 'imap.mail.yahoo.com', 'smtp.mail.yahoo.com'],
  ['aol.com', 'imap.aol.com', 'smtp.aol.com'],
  ['me.com', 'imap.mail.me.com', 'smtp.mail.me.com'],
  ['zohomail.eu', 'imap.zoho.eu', 'smtp.zoho.eu'],
  ['fastmail.fm', 'imap.fastmail.com', 'smtp.fastmail.com'],
  ['web.de', 'imap.web.de', 'smtp.web.de'],
  ['t-online.de', 'secureimap.t-online.de', 'securesmtp.t-online.de'],
  ['orange.fr', 'imap.orange.fr', 'smtp.orange.fr'],
  ['yandex.ru', 'imap.yandex.com', 'smtp.yandex.com'],
  ['qq.com', 'imap.qq.com', 'smtp.qq.com'],
  ['comcast.net', 'imap.comcast.net', 'smtp.comcast.net'],
])('%s is served by %s and %s', async (domain, imap, smtp) => {
  const { candidates, asked } = await withoutNetwork(domain);
  expect(candidates).toMatchObject([
    { source: 'directory', imap: { host: imap }, smtp: { host: smtp } },
  ]);
  expect(asked).toMatchObject([{ source: 'directory', outcome: 'found' }]);
});

test.each([
  ['yahoo.com', 'app-password'],
  ['icloud.com', 'app-password'],
  ['fastmail.com', 'app-password'],
  ['gmail.com', 'app-password'],
  ['gmx.net', 'imap-off-by-default'],
  ['web.de', 'imap-off-by-default'],
  ['yandex.com', 'imap-off-by-default'],
  ['proton.me', 'no-imap'],
])('%s comes with the note %s, and the provider’s own page', async (domain, code) => {
  const { notes } = await withoutNetwork(domain);
  expect(notes).toContainEqual(
    expect.objectContaining({ code, url: expect.stringMatching(/^https:/) }),
  );
});

test('some providers take only the part before the @ as the username', async () => {
  const { candidates } = await withoutNetwork('web.de');
  expect(candidates[0]?.imap.username).toBe('local-part');
});

test.each([
  ['aspmx.l.google.com', 'Gmail'],
  ['alt2.aspmx.l.google.com', 'Gmail'],
  ['aspmx3.googlemail.com', 'Gmail'],
  ['smtp.google.com', 'Gmail'],
  ['example-com.mail.protection.outlook.com', 'Microsoft'],
  ['example-com.o-v1.mx.microsoft', 'Microsoft'],
  ['in1-smtp.messagingengine.com', 'Fastmail'],
  ['mx2.zoho.eu', 'Zoho Mail'],
  ['mail.protonmail.ch', 'Proton Mail'],
  ['mx00.ionos.de', 'IONOS'],
  ['smtpin.rzone.de', 'Strato'],
])('the MX host %s is one of %s', (host, provider) => {
  expect(entryOfExchanger(host)?.provider).toBe(provider);
});

test.each([
  'aspmx.l.google.com.example.net',
  'notgooglemail.com',
  'mail.protection.outlook.com.evil.example',
  'com',
  '',
])('the MX host %j is nobody’s', (host) => {
  expect(entryOfExchanger(host)).toBeUndefined();
});
