import { isolated } from '../../contract/bidi.ts';
import { canonicalHost } from '../../contract/host.ts';
import type {
  AskedSource,
  MailSettings,
  SettingsCandidate,
  SettingsNote,
  SettingsSource,
} from '../../contract/mail-settings.ts';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { connectionTypeNames, describe } from '../messages.ts';
import { providerName, providerOfConnection } from '../oauth/provider-names.ts';
import { unavailableReason } from '../oauth/unavailable.ts';
import { domainOf, type Search } from './search.ts';

/** Who is asked for a domain, and what they learn of it, said while they are being asked. */
export const askingWords = (domain: string): { title: string; text: string } => ({
  title: `Looking for the mail settings of ${isolated(domain)}…`,
  text: `Looking in the built-in directory; if it does not know the domain, ${isolated(domain)} itself, DNS and Mozilla’s directory (autoconfig.thunderbird.net) are asked. Only “${isolated(domain)}” is sent, never the whole address.`,
});

export const sourceNames: Record<SettingsSource, string> = {
  directory: 'Built-in directory',
  mx: 'MX records',
  autoconfig: 'The domain’s own autoconfig',
  srv: 'DNS SRV records',
  mozilla: 'Mozilla’s directory',
  'mozilla-mx': 'Mozilla’s directory, by the MX records',
  probe: 'Connecting, without signing in',
};

export const outcomeNames: Record<AskedSource['outcome'], string> = {
  found: 'Found',
  nothing: 'Nothing there',
  failed: 'No usable answer',
  'too-slow': 'Too slow',
};

/** A host that was asked, with the domain of the address as it was typed and not in its ASCII form. */
export const shownHost = (who: string, domain: string): string => {
  const ascii = canonicalHost(domain);
  if (ascii === null) return who;
  return who === ascii || who.endsWith(`.${ascii}`)
    ? who.slice(0, who.length - ascii.length) + domain
    : who;
};

/** Where servers are known from, as the end of a sentence. */
export const originWords = (
  { source, who }: Pick<SettingsCandidate, 'source' | 'who'>,
  domain: string,
): string => {
  const of = isolated(domain);
  switch (source) {
    case 'directory':
      return `From the built-in directory: ${isolated(who)}`;
    case 'mx':
      return `From the MX records of ${of}: ${isolated(who)}`;
    case 'autoconfig':
      return `From ${of}’s own autoconfig`;
    case 'srv':
      return `From DNS SRV records of ${of}`;
    case 'mozilla':
      return 'From Mozilla’s directory';
    case 'mozilla-mx':
      return `From Mozilla’s directory, for the provider in the MX records of ${of}`;
    case 'probe':
      return 'Proven by connecting: nothing was signed in';
  }
};

const FORWARDED = 'Have its mail forwarded to a mailbox with IMAP, and connect that one.';

const providerReason = (settings: MailSettings, provider: OAuthProvider): string => {
  const at = `${isolated(domainOf(settings.address))}’s mail is at ${providerName(provider)}`;
  return settings.reason.endsWith('-mx') ? `${at}: its MX records say so.` : `${at}.`;
};

/** Why a way of connecting is recommended. */
export const reasonWords = (settings: MailSettings): string => {
  const domain = isolated(domainOf(settings.address));
  const provider = providerOfConnection(settings.recommended);
  if (provider) return providerReason(settings, provider);
  if (settings.reason === 'no-imap') return `${providerIn(settings)} can’t be reached by IMAP.`;
  if (settings.reason === 'nothing-found') return `No mail settings were found for ${domain}.`;
  return `The mail settings of ${domain} were found.`;
};

const providerIn = ({ notes, address }: MailSettings): string => {
  const note = notes.find(({ code }) => code === 'no-imap');
  return isolated(note?.provider ?? domainOf(address));
};

const byServers = (settings: MailSettings): string => {
  const [best] = settings.candidates;
  const { reason } = settings;
  if (reason === 'no-imap') return FORWARDED;
  if (!best || reason === 'nothing-found') {
    return 'Choose the way yourself; by IMAP / SMTP the servers are entered by hand.';
  }
  return `${originWords(best, domainOf(settings.address))}. They are filled in by IMAP / SMTP.`;
};

/**
 * What to do about the recommendation. `isPossible`: this deployment can sign in at the provider.
 * Microsoft takes no passwords, so that there is no way around its sign-in.
 */
export const wayWords = (settings: MailSettings, isPossible: boolean): string => {
  const provider = providerOfConnection(settings.recommended);
  if (provider === null) return byServers(settings);
  const name = providerName(provider);
  if (isPossible) return `Connect with ${name}: no password is stored.`;
  const otherwise =
    settings.candidates.length > 0
      ? 'Until then it works by IMAP / SMTP with an app password.'
      : `${name} takes no passwords by IMAP, so it has to be set up first.`;
  return `${unavailableReason(provider)} ${otherwise}`;
};

export type NoteWords = { tone: 'info' | 'warn'; title: string; text: string; link: string };

/** What stands in the way in the account’s own settings, and what the link to the provider’s page is called. */
export const noteWords = ({ code, provider }: SettingsNote): NoteWords => {
  const name = isolated(provider);
  switch (code) {
    case 'app-password':
      return {
        tone: 'info',
        title: `${name} wants an app password.`,
        text: 'The account’s usual password is refused. Make an app password in its security settings, and enter that here.',
        link: `How to make one at ${name}`,
      };
    case 'imap-off-by-default':
      return {
        tone: 'info',
        title: `IMAP must be switched on at ${name}.`,
        text: 'It is off until somebody switches it on in the account’s own settings.',
        link: `How to switch it on at ${name}`,
      };
    case 'no-imap':
      return {
        tone: 'warn',
        title: 'What to do instead',
        text: FORWARDED,
        link: `What ${name} says about it`,
      };
  }
};

/** Why there is nothing to show. */
export const failureWords = (error: unknown, domain: string): { title: string; text: string } => ({
  title: `The settings of ${isolated(domain)} can’t be looked up just now.`,
  text: `${describe(error).advice} They can be entered by hand at any time.`,
});

export const cancelledWords = {
  title: 'The search was cancelled.',
  text: 'The settings can be entered by hand, or searched for again.',
};

/** What a screen reader says as a search goes on. */
export const announcement = (search: Search): string => {
  switch (search.kind) {
    case 'idle':
      return '';
    case 'searching':
      return askingWords(domainOf(search.address)).title;
    case 'cancelled':
      return cancelledWords.title;
    case 'failed':
      return failureWords(search.error, domainOf(search.address)).title;
    case 'found':
      return reasonWords(search.settings);
  }
};

/** The same for an inbox that is there already: which way it is connected by can’t be changed. */
export const ownWayWords = (settings: MailSettings): string | null => {
  const provider = providerOfConnection(settings.recommended);
  if (provider === null) return null;
  const name = providerName(provider);
  const inboxes = `Only an inbox that was added as ${connectionTypeNames[settings.recommended]} signs in with ${name}.`;
  return settings.candidates.length > 0
    ? `This inbox goes by servers, where ${name} wants an app password. ${inboxes}`
    : `${name} takes no passwords by IMAP. ${inboxes}`;
};
