import type {
  AskedSource,
  DiscoveredSettings,
  SettingsNote,
  SettingsSource,
} from '../../contract/mail-settings.ts';

export type Candidate = DiscoveredSettings['candidates'][number];
export type FoundServer = Candidate['imap'];
export type ServerPair = { imap: FoundServer; smtp: FoundServer };

/** The account's provider where Letterbox signs in by OAuth. */
export type OAuthProvider = 'gmail' | 'microsoft';

/** What one source says of a domain. Without servers it still knows who the provider is. */
export type SourceAnswer = {
  servers: ServerPair | null;
  oauth?: OAuthProvider;
  /** The provider offers no IMAP at all. */
  noImap?: boolean;
  notes?: SettingsNote[];
  /** Says so in the place of the one who was asked: the provider that an MX record names. */
  who?: string;
};

/** Somebody who can be asked. `ask` gives `null` for "nothing here" and rejects when it can't tell. */
export type Source = {
  source: SettingsSource;
  /** A host name, or a provider's name for the directory. */
  who: string;
  ask: (signal: AbortSignal) => Promise<SourceAnswer | null>;
};

export type Heard = { asked: AskedSource; answer: SourceAnswer | null };
