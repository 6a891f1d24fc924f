import { expect, test } from 'vitest';
import { certificateFor, discoverOn, LOOPBACK, outcomes } from './testing/discovering.ts';
import { autoconfigXml, imapServer, smtpServer } from './testing/documents.ts';
import { silentNames } from './testing/scripted-names.ts';
import { document, type Handler, redirect, silent } from './testing/web-host.ts';

const OWN = 'autoconfig.example.com/mail/config-v1.1.xml';
const HOSTS = {
  'imap.example.com': LOOPBACK,
  'smtp.example.com': LOOPBACK,
  'autoconfig.example.com': LOOPBACK,
};
const EVERYWHERE = { otherwise: LOOPBACK };

const drip: Handler = (socket) => {
  socket.write('HTTP/1.1 200 OK\r\nx: ');
  const timer = setInterval(() => socket.write('a'), 50);
  socket.once('close', () => clearInterval(timer));
};

const withOwn = (handler: Handler, more = {}) =>
  discoverOn({ zone: { addresses: HOSTS }, web: { [OWN]: handler }, ...more });

test.each([
  ['a private address', imapServer({ hostname: '10.0.0.1' })],
  ['loopback', imapServer({ hostname: '::1' })],
  ['localhost by a local name', imapServer({ hostname: 'mail.internal' })],
  ['a name with a private address', imapServer({ hostname: 'inside.example.com' })],
  [
    'a name with one private address among public ones',
    imapServer({ hostname: 'half.example.com' }),
  ],
  ['a name that does not exist', imapServer({ hostname: 'nowhere.example.com' })],
  ['a port that is not for mail', imapServer({ port: 22 })],
  ['a server without encryption', imapServer({ socketType: 'plain', port: 143 })],
])('an autoconfig that names %s offers nothing', async (_, imap) => {
  const addresses = {
    ...HOSTS,
    'inside.example.com': ['192.168.1.1'],
    'half.example.com': ['127.0.0.1', '10.0.0.1'],
  };
  const { settings } = await withOwn(document(autoconfigXml(imap + smtpServer())), {
    zone: { addresses },
  });
  expect(settings).toMatchObject({ reason: 'nothing-found', candidates: [] });
});

test.each([
  ['redirects to a private address', redirect('https://10.0.0.1/'), 'failed'],
  ['redirects for ever', redirect('/mail/config-v1.1.xml'), 'failed'],
  ['redirects to plain HTTP', redirect('http://autoconfig.example.com/'), 'failed'],
  ['answers with a web page', document('<!DOCTYPE html><p>Hello'), 'nothing'],
  ['drips', drip, 'too-slow'],
  ['never answers', silent(), 'too-slow'],
  ['resets the connection', (socket) => socket.destroy(), 'failed'],
] satisfies [string, Handler, string][])(
  'an autoconfig host that %s costs only its own answer',
  async (_, handler, outcome) => {
    const discovered = await withOwn(handler, outcome === 'too-slow' ? { deadlineMs: 2_500 } : {});
    expect(outcomes(discovered)).toContain(`autoconfig autoconfig.example.com: ${outcome}`);
    expect(discovered.settings.reason).toBe('nothing-found');
    expect(discovered.ms).toBeLessThan(15_000);
  },
);

test('a certificate of another name is not believed', async () => {
  const certificate = await certificateFor('other.example.org');
  const discovered = await withOwn(document(autoconfigXml()), { certificate });
  expect(outcomes(discovered)).toContain('autoconfig autoconfig.example.com: failed');
  expect(discovered.web.requests).toEqual([]);
});

test('everything dead ends at the deadline, with nothing found and everybody named', async () => {
  const discovered = await discoverOn({ resolver: silentNames(), deadlineMs: 300 });
  expect(discovered.settings).toMatchObject({
    recommended: 'imap',
    reason: 'nothing-found',
    candidates: [],
    notes: [],
  });
  expect(new Set(discovered.settings.asked.map(({ outcome }) => outcome))).toEqual(
    new Set(['too-slow']),
  );
  expect(discovered.settings.asked).toHaveLength(7);
  expect(discovered.ms).toBeLessThan(10_000);
});

test('what was found before the deadline is kept, though a better source may have known', async () => {
  const { settings } = await discoverOn({
    zone: { ...EVERYWHERE },
    web: { [OWN]: silent(), 'autoconfig.thunderbird.net': document(autoconfigXml()) },
    deadlineMs: 5_000,
  });
  expect(settings.candidates).toMatchObject([{ source: 'mozilla' }]);
});

test('a caller who goes away ends it, and every socket', async () => {
  const gone = new AbortController();
  let waiting = 0;
  const waits: Handler = () => {
    waiting += 1;
  };
  const hosts = ['autoconfig.example.com', 'example.com', 'autoconfig.thunderbird.net'];
  const discovering = discoverOn({
    zone: EVERYWHERE,
    web: Object.fromEntries(hosts.map((name) => [name, waits])),
    signal: gone.signal,
  });
  await expect.poll(() => waiting).toBe(hosts.length);
  const goneAt = performance.now();
  gone.abort();
  const { settings, openAtEnd } = await discovering;
  expect(settings.reason).toBe('nothing-found');
  expect(performance.now() - goneAt).toBeLessThan(10_000);
  expect(openAtEnd).toBe(0);
});

test('the sockets of those who were not waited for are closed', async () => {
  const { settings, openAtEnd } = await discoverOn({
    zone: { ...EVERYWHERE, mx: { 'example.com': ['aspmx.l.google.com'] } },
    web: { 'autoconfig.example.com': silent(), 'example.com': silent() },
  });
  expect(settings.reason).toBe('google-mx');
  expect(openAtEnd).toBe(0);
});

test.each(['localhost', 'printer.local', '10.0.0.1', 'example', 'EXAMPLE.com', 'a b.example', ''])(
  'nobody is asked about %j',
  async (domain) => {
    const { settings, questions } = await discoverOn({ domain });
    expect(settings).toMatchObject({ reason: 'nothing-found', asked: [] });
    expect(questions).toEqual([]);
  },
);
