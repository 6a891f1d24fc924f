import type { SettingsNote } from '../../contract/mail-settings.ts';
import { ASIA } from './providers/asia.ts';
import { EUROPE } from './providers/europe.ts';
import { GERMANY } from './providers/germany.ts';
import { HOSTING } from './providers/hosting.ts';
import type { Provider } from './providers/provider.ts';
import { SIGN_IN } from './providers/sign-in.ts';
import { WITHOUT_IMAP } from './providers/without-imap.ts';
import { WORLDWIDE } from './providers/worldwide.ts';
import type { SourceAnswer } from './source.ts';

/** The whole directory. */
export const PROVIDERS: readonly Provider[] = [
  ...SIGN_IN,
  ...WORLDWIDE,
  ...GERMANY,
  ...EUROPE,
  ...ASIA,
  ...HOSTING,
  ...WITHOUT_IMAP,
];

/** What the directory knows: a provider with its notes worded for the contract. */
export type Entry = Omit<Provider, 'notes'> & { notes: SettingsNote[] };

export const toEntry = (provider: Provider): Entry => ({
  ...provider,
  notes: (provider.notes ?? []).map((note) => ({ provider: provider.provider, ...note })),
});

const index = (keys: (provider: Provider) => readonly string[]): Map<string, Entry> =>
  new Map(PROVIDERS.flatMap((each) => keys(each).map((key) => [key, toEntry(each)])));

const byDomain = index(({ domains = [] }) => domains);
const byExchanger = index(({ exchangers = [] }) => exchangers);
const byImapHost = index(({ servers }) => (servers ? [servers.imap.host] : []));

/** The provider whose addresses end in this domain. */
export const entryOfDomain = (domain: string): Entry | undefined => byDomain.get(domain);

/** The provider whose MX host this is: itself, or a name under one that the directory has. */
export const entryOfExchanger = (host: string): Entry | undefined => {
  const labels = host.split('.');
  // The longest first: a part of a provider's hosts may belong to another of its services.
  return labels.map((_, cut) => byExchanger.get(labels.slice(cut).join('.'))).find(Boolean);
};

/** The provider whose IMAP server this is. */
export const entryOfImapHost = (host: string): Entry | undefined => byImapHost.get(host);

export const toAnswer = ({ provider, servers, oauth, noImap, notes }: Entry): SourceAnswer => ({
  who: provider,
  servers: servers ?? null,
  notes,
  ...(oauth && { oauth }),
  ...(noImap && { noImap }),
});
