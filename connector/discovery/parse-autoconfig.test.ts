import { expect, test } from 'vitest';
import { fastestMs } from '../../dev/cpu-time.ts';
import { parseAutoconfig } from './parse-autoconfig.ts';
import { autoconfigXml, imapServer, smtpServer } from './testing/documents.ts';

const parse = (servers?: string) => parseAutoconfig(autoconfigXml(servers), 'example.org');
const smtp = smtpServer();

test('servers are read with their ports, encryption and form of the username', () => {
  const starttls = { hostname: 'Mail.Example.COM', port: 587, socketType: 'STARTTLS' };
  const local = { username: '%EMAILLOCALPART%' };
  expect(parse(imapServer() + smtpServer({ ...starttls, ...local }))).toEqual({
    imap: [{ host: 'imap.example.com', port: 993, security: 'tls', username: 'address' }],
    smtp: [{ host: 'mail.example.com', port: 587, security: 'starttls', username: 'local-part' }],
    oauth: null,
  });
});

test('the domain is put into host names and usernames', () => {
  const servers = imapServer({
    hostname: 'imap.%EMAILDOMAIN%',
    username: '%EMAILLOCALPART%@%EMAILDOMAIN%',
  });
  expect(parse(servers + smtp)?.imap).toMatchObject([
    { host: 'imap.example.org', username: 'address' },
  ]);
});

test.each([
  ['no encryption', { socketType: 'plain' }],
  ['a way to sign in that takes more than a password', { authentication: ['OAuth2'] }],
  ['no way to sign in', { authentication: [] }],
  ['passwords only under challenge and response', { authentication: ['password-encrypted'] }],
  ['a username of somebody', { username: 'ada' }],
  ['a username with more in it', { username: '%EMAILADDRESS%.example' }],
  ['no port', { port: '' }],
  ['port 0', { port: 0 }],
  ['a port beyond all', { port: 65_536 }],
  ['a port in another notation', { port: '0x3e1' }],
  ['no host', { hostname: '' }],
  ['a host that is no name', { hostname: '0x7f.1' }],
  ['a host with more in it', { hostname: 'imap.example.com/../x' }],
  ['a placeholder that is not known', { hostname: '%EMAILLOCALPART%.example.com' }],
])('a server with %s is left out', (_, wishes) => {
  expect(parse(imapServer(wishes) + smtp)?.imap).toEqual([]);
  expect(parse(imapServer(wishes) + imapServer() + smtp)?.imap).toHaveLength(1);
});

test('servers of Google and Microsoft that take only tokens lead to their sign-in', () => {
  const only = (hostname: string) =>
    parse(imapServer({ hostname, authentication: ['OAuth2'] }) + smtp)?.oauth;
  expect(only('imap.gmail.com')).toBe('gmail');
  expect(only('outlook.office365.com')).toBe('microsoft');
  expect(only('imap.example.com')).toBeNull();
});

test.each([
  ['a web page', '<!DOCTYPE html><html><body>Not found</body></html>'],
  ['a web page without a document type', '<html><body><p>Not found</body></html>'],
  ['well-formed XML of another kind', '<feed><emailProvider/></feed>'],
  ['nothing', ''],
  ['text', 'not here'],
  ['JSON', '{"imap":"imap.example.com"}'],
  ['an element that is never closed', autoconfigXml().replace('</clientConfig>', '')],
  ['an unknown entity', autoconfigXml().replace('&amp;', '&nope;')],
  ['a second root', `${autoconfigXml()}<clientConfig/>`],
])('%s is no such document', (_, xml) => {
  expect(parseAutoconfig(xml, 'example.org')).toBeNull();
});

test('a document type is refused, though it says nothing', () => {
  const typed = autoconfigXml().replace('<clientConfig', '<!DOCTYPE clientConfig><clientConfig');
  expect(parseAutoconfig(typed, 'example.org')).toBeNull();
});

test('a document type is refused, with the entities that it declares', () => {
  const lol = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
  ).join('');
  const bomb = `<!DOCTYPE x [<!ENTITY l0 "lol">${lol}]>${autoconfigXml().replace('&amp;', '&l9;')}`;
  expect(parseAutoconfig(bomb, 'example.org')).toBeNull();
  const outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>';
  const file = outside + autoconfigXml().replace('imap.example.com', '&f;');
  expect(parseAutoconfig(file, 'example.org')).toBeNull();
});

test.each([
  ['depth', '<a>'.repeat(21_000)],
  ['many elements', `<clientConfig>${'<a/>'.repeat(15_000)}</clientConfig>`],
  [
    'many attributes',
    `<clientConfig ${Array.from({ length: 8_000 }, (_, n) => `a${n}="" `).join('')}/>`,
  ],
  ['one long name', `<${'a'.repeat(65_000)}>`],
  ['one long text', `<clientConfig>${'&amp;'.repeat(13_000)}</clientConfig>`],
])('as much as a document may hold of %s is read in no time', (_, xml) => {
  expect(fastestMs(() => parseAutoconfig(xml, 'example.org'))).toBeLessThan(1_500);
});
