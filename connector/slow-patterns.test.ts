import { expect, test } from 'vitest';
import { slowTexts } from '../dev/hostile-texts.ts';
import { createAddressGuard } from './address-guard.ts';
import { parseAutoconfig } from './discovery/parse-autoconfig.ts';
import { judgeFirstBytes } from './judge-first-bytes.ts';
import { parseEhlo } from './parse-ehlo.ts';
import { parseAuthenticationResults } from './round-trip/parse-authentication-results.ts';
import { scrub } from './scrub.ts';
import { scrubReply } from './scrub-reply.ts';
import { parseReply, replyLength } from './smtp-reply.ts';
import { StageFailure } from './stage-failure.ts';

const LOGIN = { username: 'ann@example.com', password: 'tr0ub4&dor<"3' };
const guard = createAddressGuard({ allowedNetworks: [], allowedPorts: [] });

const unlessRefused = (read: () => unknown): void => {
  try {
    read();
  } catch (error) {
    if (!(error instanceof StageFailure)) throw error;
  }
};

/** Everything of the connector that reads what a server may have written. */
const READERS: Record<string, (text: string) => unknown> = {
  'text of a server': (text) => scrub(text),
  'a reply that may repeat the password': (text) => scrubReply(text, LOGIN),
  'a reply that may repeat a long password': (text) =>
    scrubReply(text, { ...LOGIN, password: text.slice(0, 1024) }),
  'an answer to EHLO': parseEhlo,
  'an SMTP reply': parseReply,
  'where an SMTP reply ends': (text) => unlessRefused(() => replyLength(Buffer.from(text))),
  'first bytes': (text) => judgeFirstBytes(Buffer.from(text)),
  'Authentication-Results': (text) =>
    parseAuthenticationResults(`Authentication-Results: a;${text}`),
  'settings in XML': (text) => parseAutoconfig(`<clientConfig>${text}`, 'example.org'),
  'a name to be dialled': (text) => guard.allowsName(text),
  'an address to be dialled': (text) => guard.allowsAddress(text),
};

test.each(Object.entries(READERS))(
  '%s of 100 KB, however hostile, is read in time that grows with it alone',
  (_, read) => {
    expect(slowTexts(read)).toEqual([]);
  },
);
