import { describe, expect, test } from 'vitest';
import {
  type MailSettings,
  type RecommendationReason,
  settingsNotes,
  settingsSources,
} from '../../contract/mail-settings.ts';
import { isPossible, recommendedWay, suggestedWay } from './suggested-way.ts';
import {
  askingWords,
  noteWords,
  originWords,
  ownWayWords,
  reasonWords,
  shownHost,
  wayWords,
} from './words.ts';

const server = { host: 'mail.example.com', port: 993, security: 'tls', username: 'a' } as const;
const found = (
  reason: RecommendationReason,
  recommended: MailSettings['recommended'] = 'imap',
  more: Partial<MailSettings> = {},
): MailSettings => ({
  address: 'a@example.com',
  recommended,
  reason,
  candidates: [],
  notes: [],
  asked: [],
  ...more,
});
const directory = { source: 'directory', who: 'Yahoo', imap: server, smtp: server } as const;
const withServers = { candidates: [directory] };

describe('the reason', () => {
  test('names the provider, and the records where those say so', () => {
    expect(reasonWords(found('google-mx', 'gmail'))).toBe(
      'example.com’s mail is at Google: its MX records say so.',
    );
    expect(reasonWords(found('microsoft-domain', 'microsoft'))).toBe(
      'example.com’s mail is at Microsoft.',
    );
  });

  test('of a domain in another script is told in that script', () => {
    const idn = found('nothing-found', 'imap', { address: 'a@bücher.test' });
    expect(reasonWords(idn)).toBe('No mail settings were found for bücher.test.');
  });

  test('leads to the sign-in where that is possible, and says what to do where it is not', () => {
    const google = found('google-domain', 'gmail', withServers);
    expect(wayWords(google, true)).toMatch(/^Connect with Google/);
    expect(wayWords(google, false)).toMatch(/operator.*app password/);
    expect(wayWords(found('microsoft-mx', 'microsoft'), false)).toMatch(/takes no passwords/);
  });

  test('says where servers are from', () => {
    expect(wayWords(found('settings-found', 'imap', withServers), true)).toMatch(
      /^From the built-in directory: Yahoo\./,
    );
  });

  test('says of an inbox that is there already what its way to connect allows', () => {
    expect(ownWayWords(found('google-domain', 'gmail', withServers))).toMatch(/app password/);
    expect(ownWayWords(found('microsoft-mx', 'microsoft'))).toMatch(/no passwords/);
    expect(ownWayWords(found('settings-found'))).toBeNull();
  });
});

test('who is asked is told with what they learn, which is never the whole address', () => {
  const { text } = askingWords('example.com');
  expect(text).toContain('autoconfig.thunderbird.net');
  expect(text).toContain('Only “example.com” is sent');
});

test('a host that was asked is shown with the domain as it was typed', () => {
  expect(shownHost('xn--bcher-kva.test', 'bücher.test')).toBe('bücher.test');
  expect(shownHost('autoconfig.xn--bcher-kva.test', 'bücher.test')).toBe('autoconfig.bücher.test');
  expect(shownHost('autoconfig.thunderbird.net', 'bücher.test')).toBe('autoconfig.thunderbird.net');
  expect(shownHost('notexample.com', 'example.com')).toBe('notexample.com');
});

test('each source and each note has words of its own', () => {
  const origins = settingsSources.map((source) => originWords({ source, who: 'W' }, 'example.com'));
  expect(new Set(origins).size).toBe(settingsSources.length);
  const notes = settingsNotes.map((code) => noteWords({ code, provider: 'Yahoo' }).title);
  expect(new Set(notes).size).toBe(settingsNotes.length);
});

describe('the way', () => {
  const allConfigured = (provider: 'google' | 'microsoft') => ({
    provider,
    configured: true,
    trouble: null,
  });
  const noneConfigured = (provider: 'google' | 'microsoft') => ({
    provider,
    configured: false,
    trouble: null,
  });

  test('is marked only where something was found', () => {
    expect(recommendedWay(found('google-mx', 'gmail'))).toBe('gmail');
    expect(recommendedWay(found('settings-found'))).toBe('imap');
    expect(recommendedWay(found('nothing-found'))).toBeNull();
    expect(recommendedWay(found('no-imap'))).toBeNull();
    expect(recommendedWay(null)).toBeNull();
  });

  test('is suggested only where this deployment can go it', () => {
    const google = found('google-mx', 'gmail');
    expect(suggestedWay(google, allConfigured)).toBe('gmail');
    expect(suggestedWay(google, noneConfigured)).toBe('imap');
    expect(isPossible('imap', noneConfigured)).toBe(true);
    expect(suggestedWay(null, allConfigured)).toBe('imap');
  });
});
