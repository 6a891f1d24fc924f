import { expect, test } from 'vitest';
import { discoveredSettings } from '../../contract/mail-settings.ts';
import { discoverOn, LOOPBACK, outcomes } from './testing/discovering.ts';
import { autoconfigXml, imapServer, smtpServer } from './testing/documents.ts';
import { document, type Handler, silent, status } from './testing/web-host.ts';

const OWN = 'autoconfig.example.com/mail/config-v1.1.xml';
const WELL_KNOWN = 'example.com/.well-known/autoconfig/mail/config-v1.1.xml';
const MOZILLA = 'autoconfig.thunderbird.net/v1.1/example.com';
const HOSTS = { 'imap.example.com': LOOPBACK, 'smtp.example.com': LOOPBACK };
const WEB = {
  ...HOSTS,
  'example.com': LOOPBACK,
  'autoconfig.example.com': LOOPBACK,
  'autoconfig.thunderbird.net': LOOPBACK,
};

test.each([
  ['Google', ['aspmx.l.google.com'], 'gmail', 'google-mx'],
  ['Google behind a gateway', ['mx.gateway.example', 'smtp.google.com'], 'gmail', 'google-mx'],
  ['Microsoft', ['example-com.mail.protection.outlook.com'], 'microsoft', 'microsoft-mx'],
  ['Proton', ['mail.protonmail.ch', 'mailsec.protonmail.ch'], 'imap', 'no-imap'],
  ['Fastmail', ['in1-smtp.messagingengine.com'], 'imap', 'settings-found'],
])(
  'MX records of %s answer at once, whoever else is slow',
  async (_, hosts, recommended, reason) => {
    const { settings, ms } = await discoverOn({
      zone: { mx: { 'example.com': hosts }, addresses: WEB },
      web: { [OWN]: silent(), [WELL_KNOWN]: silent(), [MOZILLA]: silent() },
    });
    expect(settings).toMatchObject({ recommended, reason });
    expect(ms).toBeLessThan(15_000);
  },
);

test('a known provider behind MX records gives its servers, notes and name', async () => {
  const { settings } = await discoverOn({
    zone: { mx: { 'example.com': ['mx01.mail.icloud.com'] } },
  });
  expect(settings.candidates).toMatchObject([
    {
      source: 'mx',
      who: 'iCloud Mail',
      // At a customer's own domain the part before the @ would name nobody.
      imap: { host: 'imap.mail.me.com', username: 'address' },
    },
  ]);
  expect(settings.notes).toMatchObject([{ code: 'app-password', provider: 'iCloud Mail' }]);
});

test.each([
  ['on its autoconfig host', OWN, 'autoconfig.example.com'],
  ['at its well-known path', WELL_KNOWN, 'example.com'],
])('the domain’s own word is found %s', async (_, place, who) => {
  const { settings } = await discoverOn({
    zone: { addresses: WEB },
    web: { [place]: document(autoconfigXml()) },
  });
  expect(discoveredSettings.parse(settings)).toMatchObject({
    recommended: 'imap',
    reason: 'settings-found',
    candidates: [
      {
        source: 'autoconfig',
        who,
        imap: { host: 'imap.example.com', port: 993, security: 'tls', username: 'address' },
        smtp: { host: 'smtp.example.com', port: 465, security: 'tls', username: 'address' },
      },
    ],
  });
});

test('Mozilla’s directory is asked about the domain', async () => {
  const { settings } = await discoverOn({
    zone: { addresses: WEB },
    web: { [MOZILLA]: document(autoconfigXml()) },
  });
  expect(settings.candidates).toMatchObject([
    { source: 'mozilla', who: 'autoconfig.thunderbird.net' },
  ]);
});

test('Mozilla’s directory is asked about the provider behind the MX records', async () => {
  const { settings } = await discoverOn({
    zone: { mx: { 'example.com': ['mx1.eu.hoster.example'] }, addresses: WEB },
    web: { 'autoconfig.thunderbird.net/v1.1/hoster.example': document(autoconfigXml()) },
  });
  expect(settings.candidates).toMatchObject([{ source: 'mozilla-mx' }]);
});

test('the best source wins, not the first to answer; the others are alternatives', async () => {
  const { settings } = await discoverOn({
    zone: { addresses: { ...WEB, 'other.example.com': LOOPBACK } },
    web: {
      [OWN]: (socket, request) => setTimeout(() => document(autoconfigXml())(socket, request), 300),
      [MOZILLA]: document(
        autoconfigXml(imapServer({ hostname: 'other.example.com' }) + smtpServer()),
      ),
    },
  });
  expect(settings.candidates).toMatchObject([
    { source: 'autoconfig', imap: { host: 'imap.example.com' } },
    { source: 'mozilla', imap: { host: 'other.example.com' } },
  ]);
});

test('a better source is waited for, though one that is better still has nothing', async () => {
  const after = (ms: number, handler: Handler): Handler => {
    return (...request) => void setTimeout(() => handler(...request), ms);
  };
  const { settings } = await discoverOn({
    zone: { addresses: WEB },
    web: {
      [OWN]: after(150, status(404)),
      [WELL_KNOWN]: after(300, document(autoconfigXml())),
      [MOZILLA]: document(autoconfigXml()),
    },
  });
  expect(settings.candidates).toMatchObject([{ source: 'autoconfig', who: 'example.com' }]);
});

test('each pair of servers is there once, by the most trusted who names it', async () => {
  const xml = document(autoconfigXml());
  const { settings } = await discoverOn({
    zone: { addresses: WEB },
    web: { [OWN]: (...of) => setTimeout(() => xml(...of), 200), [WELL_KNOWN]: xml, [MOZILLA]: xml },
  });
  expect(settings.candidates).toMatchObject([{ who: 'autoconfig.example.com' }]);
});

test('everybody who was asked is named, with what came of it', async () => {
  const discovered = await discoverOn({
    zone: {
      addresses: { ...HOSTS, 'example.com': LOOPBACK, 'autoconfig.thunderbird.net': LOOPBACK },
    },
    web: { [WELL_KNOWN]: status(404), [MOZILLA]: document(autoconfigXml()) },
    deadlineMs: 2_500,
  });
  expect(outcomes(discovered).slice(0, 5)).toEqual([
    'mx example.com: nothing',
    'autoconfig autoconfig.example.com: nothing',
    'autoconfig example.com: nothing',
    'srv example.com: nothing',
    'mozilla autoconfig.thunderbird.net: found',
  ]);
  expect(discovered.settings.asked.every(({ ms }) => ms >= 0 && ms < 5_000)).toBe(true);
});

test('one source’s failure is its own', async () => {
  const names = discoverOn({
    resolver: {
      resolve4: (name) => Promise.resolve(WEB[name as keyof typeof WEB] ?? []),
      resolve6: () => Promise.resolve([]),
      resolveMx: () => Promise.reject(Object.assign(new Error('x'), { code: 'ESERVFAIL' })),
      resolveSrv: () => {
        throw new TypeError('a fault of ours');
      },
    },
    web: { [MOZILLA]: document(autoconfigXml()) },
  });
  const discovered = await names;
  expect(outcomes(discovered)).toEqual(
    expect.arrayContaining([
      'mx example.com: failed',
      'srv example.com: failed',
      'mozilla autoconfig.thunderbird.net: found',
    ]),
  );
  expect(discovered.lines.join()).toContain('"error":"TypeError"');
});

test('servers of Google and Microsoft lead to their sign-in, whoever names them', async () => {
  const at = async (hostname: string, authentication: string[]) => {
    const { settings } = await discoverOn({
      zone: { addresses: { ...WEB, [hostname]: LOOPBACK } },
      web: {
        [OWN]: document(autoconfigXml(imapServer({ hostname, authentication }) + smtpServer())),
      },
    });
    return settings;
  };
  expect(await at('imap.gmail.com', ['OAuth2'])).toMatchObject({
    recommended: 'gmail',
    reason: 'google-domain',
    candidates: [],
  });
  expect(await at('outlook.office365.com', ['password-cleartext'])).toMatchObject({
    recommended: 'microsoft',
    reason: 'microsoft-domain',
    candidates: [],
  });
});

test('a known provider’s notes come with its servers, whoever names them', async () => {
  const { settings } = await discoverOn({
    zone: { addresses: { ...WEB, 'imap.fastmail.com': LOOPBACK } },
    web: {
      [OWN]: document(autoconfigXml(imapServer({ hostname: 'imap.fastmail.com' }) + smtpServer())),
    },
  });
  expect(settings.notes).toMatchObject([{ code: 'app-password', provider: 'Fastmail' }]);
});

test('a domain in another alphabet is asked about in ASCII', async () => {
  const { questions } = await discoverOn({ domain: 'xn--mnchen-3ya.example', zone: {} });
  expect(questions).toContain('autoconfig.xn--mnchen-3ya.example');
});

test('nothing but the domain is asked about or sent', async () => {
  const { questions, web } = await discoverOn({
    zone: { addresses: WEB, mx: { 'example.com': ['mx.hoster.example'] } },
    deadlineMs: 2_500,
  });
  expect([...new Set(questions)].toSorted()).toEqual(
    [
      'example.com',
      'autoconfig.example.com',
      'imap.example.com',
      'smtp.example.com',
      'mail.example.com',
      '_imaps._tcp.example.com',
      '_imap._tcp.example.com',
      '_submissions._tcp.example.com',
      '_submission._tcp.example.com',
      'autoconfig.thunderbird.net',
      'mx.hoster.example',
    ].toSorted(),
  );
  const told = web.requests.map((text) => text.replace(/^host: .*\r\n/im, ''));
  expect([...new Set(told)].toSorted()).toEqual(
    [
      '/.well-known/autoconfig/mail/config-v1.1.xml',
      '/mail/config-v1.1.xml',
      '/v1.1/example.com',
      '/v1.1/hoster.example',
    ].map(
      (path) =>
        `GET ${path} HTTP/1.1\r\naccept: text/xml, application/xml\r\naccept-encoding: identity\r\nConnection: close\r\n\r\n`,
    ),
  );
});
