import { describe, expect, test } from 'vitest';
import {
  type Expiry,
  expiringWords,
  failingWords,
  type Incident,
  recoveredWords,
} from './words.ts';

const URL_OF = 'https://letterbox.test';

const incident = (number = 1, changes: Partial<Incident> = {}): Incident => ({
  ...{ id: number, tenant: 'acme', inbox: `inb_${number}`, code: 'wrong-password' },
  ...{ at: 'imap.acme.test:993', beganAt: new Date('2026-11-23T10:04:00Z') },
  ...{ name: `Inbox ${number}`, emailAddress: `inbox-${number}@acme.test` },
  ...{ slug: 'acme', organization: 'Acme GmbH' },
  ...changes,
});
const several = (count: number): [Incident, ...Incident[]] => [
  incident(1),
  ...Array.from({ length: count - 1 }, (_, at) => incident(at + 2)),
];
const expiry = (changes: Partial<Expiry> = {}): Expiry => ({
  ...{ server: 'imap.acme.test:993', fingerprint: 'AB:CD', inbox: 'inb_1' },
  ...{ expiresAt: new Date('2026-12-01T00:00:00Z'), name: 'Sales' },
  ...{ emailAddress: 'sales@acme.test', slug: 'acme', organization: 'Acme GmbH' },
  ...changes,
});

describe('the mail about an inbox that stopped working', () => {
  const { subject, text } = failingWords(URL_OF, [incident()]);

  test('names it, and says why, where, since when, and where it is mended', () => {
    expect(subject).toMatch(/^Inbox 1 stopped working: /);
    expect(text).toContain('Inbox 1 <inbox-1@acme.test>');
    expect(text).toMatch(/^Why: .*password.* \(imap\.acme\.test:993\)$/m);
    expect(text).toContain('Since: 23 November 2026, 10:04 UTC');
    expect(text).toContain(`${URL_OF}/acme/settings/inboxes/inb_1/connection`);
  });

  test('says why it comes to whom, and how such mails are turned off', () => {
    expect(text).toContain('owner or admin of Acme GmbH');
    expect(text).toContain(`${URL_OF}/acme/settings/alerts`);
  });
});

describe('the mail about several for one cause', () => {
  test('says so once, and names each with its own link', () => {
    const { subject, text } = failingWords(URL_OF, several(10));
    expect(subject).toMatch(/^10 inboxes stopped working: /);
    expect(text.match(/^Why: /gm)).toHaveLength(1);
    for (const { name, inbox } of several(10)) {
      expect(text).toContain(`${name} <`);
      expect(text).toContain(`/inboxes/${inbox}/connection`);
    }
  });

  test('names twenty of a thousand, and says where the others are', () => {
    const { text } = failingWords(URL_OF, several(1000));
    expect(text.match(/^- Inbox/gm)).toHaveLength(20);
    expect(text).toContain(`and 980 more: ${URL_OF}/acme/settings/inboxes?status=error`);
  });
});

describe('the mails about what is good again, or soon will not be', () => {
  test('a recovery says what it was, and since when', () => {
    const { subject, text } = recoveredWords(URL_OF, [incident()]);
    expect(subject).toBe('Inbox 1 works again');
    expect(text).toContain('had failed since 23 November 2026, 10:04 UTC');
    expect(recoveredWords(URL_OF, several(3)).subject).toBe('3 inboxes work again');
  });

  test('a certificate is named by server, end and fingerprint, with who uses it', () => {
    const { subject, text } = expiringWords(URL_OF, [expiry()]);
    expect(subject).toBe(
      'The certificate of imap.acme.test:993 expires on 1 December 2026, 00:00 UTC',
    );
    expect(text).toContain('Sales <sales@acme.test>');
    expect(text).toContain('AB:CD');
    expect(expiringWords(URL_OF, [expiry(), expiry()]).subject).toMatch(/^2 certificates/);
  });
});

describe('names that somebody has made up', () => {
  const EVIL = 'A\r\nBcc: everyone@zeta.test\r\n\r\nPlease pay\u2028\u0085now';
  const evil = incident(1, { name: EVIL, organization: EVIL });

  test.each([
    ['a failure', failingWords(URL_OF, [evil])],
    ['several failures', failingWords(URL_OF, [evil, evil])],
    ['a recovery', recoveredWords(URL_OF, [evil])],
    ['a certificate', expiringWords(URL_OF, [expiry({ name: EVIL, organization: EVIL })])],
  ])('add no line to the mail about %s', (_name, { subject, text }) => {
    expect(subject).not.toMatch(/[\r\n\u0085\u2028\u2029]/);
    expect(text).not.toMatch(/^Bcc:/m);
    expect(text).not.toMatch(/^Please pay/m);
    expect(text).not.toMatch(/[\r\u0085\u2028\u2029]/);
  });

  test('are cut where they are long', () => {
    const { subject, text } = failingWords(URL_OF, [incident(1, { name: 'x'.repeat(5000) })]);
    expect(subject.length).toBeLessThan(300);
    expect(text.length).toBeLessThan(2000);
  });

  test('are cut between characters, not within one', () => {
    const { subject } = failingWords(URL_OF, [incident(1, { name: `x${'📮'.repeat(100)}` })]);
    expect(subject.isWellFormed()).toBe(true);
  });
});
