import { expect, test } from 'vitest';
import { autoResponseInput, fillIn, unknownVariables } from '../contract/auto-response.ts';
import { isolated } from '../contract/bidi.ts';
import { fingerprint } from '../contract/certificate.ts';
import { addressKey, emailAddress, personEmail } from '../contract/email-address.ts';
import { canonicalHost, host } from '../contract/host.ts';
import { inboxId } from '../contract/inbox.ts';
import { imapInput } from '../contract/mail-server.ts';
import { setup } from '../contract/tenancy.ts';
import { line, paragraphs } from '../contract/text.ts';
import { describeError } from '../worker/platform/log.ts';
import { aadstsOf } from '../worker/platform/oauth/aadsts.ts';
import { cpuMs } from './cpu-time.ts';
import { BYTES, MOST_MS, slowTexts } from './hostile-texts.ts';

const VALUES = {
  'ticket.number': '1',
  'ticket.subject': 's',
  'customer.name': 'n',
  'customer.email': 'e',
  'inbox.name': 'i',
  'inbox.address': 'a',
};
const SERVER = { host: 'a.example', port: 993, security: 'tls', username: 'u', password: 'p' };
const owner = (text: string) => ({ name: text, email: text, password: text });

/** Everything of the contract and the Worker that reads what a stranger or a provider may have written. */
const READERS: Record<string, (text: string) => unknown> = {
  'an email address': (text) => emailAddress.safeParse(text),
  'the key of an address': addressKey,
  'the address of a person': (text) => personEmail.safeParse(text),
  'a host': (text) => host.safeParse(text),
  'the spelling of a host': canonicalHost,
  'a line': (text) => line('a name', BYTES).safeParse(text),
  'a text of several lines': (text) => paragraphs('a text', BYTES).safeParse(text),
  'an auto-response': (text) =>
    autoResponseInput.safeParse({ enabled: true, subject: text, body: text }),
  'the variables of a template': unknownVariables,
  'a template that is filled in': (text) => fillIn(text, VALUES),
  'a fingerprint': (text) => fingerprint.safeParse(text),
  'an id': (text) => inboxId.safeParse(text),
  'a mail server': (text) =>
    imapInput.safeParse({ ...SERVER, host: text, username: text, password: text }),
  'a setup': (text) =>
    setup.safeParse({
      token: text,
      organization: { name: text, slug: text },
      owner: owner(text),
    }),
  'text to stand in a sentence': isolated,
  'an error of a provider': aadstsOf,
  'an error of our own': (text) => describeError(new Error(text)),
};

test.each(Object.entries(READERS))(
  '%s of 100 KB, however hostile, is read in time that grows with it alone',
  (_, read) => {
    expect(slowTexts(read)).toEqual([]);
  },
);

test('a pattern that goes back over its text would be found', () => {
  const text = 'a'.repeat(BYTES / 2);
  expect(cpuMs(() => /a+b/.test(text))).toBeGreaterThan(MOST_MS);
});
