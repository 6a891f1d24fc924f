import type { OAuthProvider } from '../../../contract/oauth.ts';
import type { Deps } from '../../deps.ts';
import { type AskOptions, hearTest } from '../../platform/connector.ts';
import { readCredentials } from '../inboxes/credentials.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import type { Finding } from '../inboxes/trouble.ts';
import { storedTest } from './ask.ts';
import { certificatesIn, findingOf, type ShownCertificate } from './finding.ts';
import { providerNameOf } from './oauth/begin.ts';
import { prove } from './oauth/prove.ts';

/**
 * What came of a check in the background. Only `found` says something of the inbox: otherwise what it
 * depends on is `out`, the connector is `busy`, or there is `nothing` to be said, as the credentials are
 * gone or don't open, or whoever found out has written it down already.
 */
export type StoredCheck =
  | {
      kind: 'found';
      finding: Finding;
      /** Of the credentials that were tried. */
      version: number;
      certificates: readonly ShownCertificate[];
    }
  | { kind: 'out'; part: 'connector' | OAuthProvider }
  | { kind: 'busy' }
  | { kind: 'nothing' };

const NOTHING: StoredCheck = { kind: 'nothing' };

// Its own among those that take turns at the connector: who waits for a test goes first.
const inBackground = (tenant: string) => `background ${tenant}`;

const checkServers = async (
  { vault, connector }: Deps,
  row: InboxRow,
  options: AskOptions,
): Promise<StoredCheck> => {
  const stored = await readCredentials(vault, row);
  if (stored.state !== 'readable') return NOTHING;
  const request = { ...storedTest(row, stored.credentials), tenant: inBackground(row.tenant) };
  const started = await connector.test(request, options);
  if (!started.ok) {
    return started.reason === 'busy' ? { kind: 'busy' } : { kind: 'out', part: 'connector' };
  }
  const { body } = started.response;
  const result = body && (await hearTest(body)).result;
  if (!result) return { kind: 'out', part: 'connector' };
  return {
    kind: 'found',
    finding: findingOf(request, result),
    version: row.credentialsVersion,
    certificates: certificatesIn(request, result),
  };
};

const checkGrant = async (deps: Deps, row: InboxRow): Promise<StoredCheck> => {
  const provider = providerNameOf(row);
  // A token that is still good costs its provider nothing; what is in trouble is asked about anew.
  const token = await deps.tokens(row.id, row.failingSince === null ? 'use' : 'check');
  if (!token.ok) {
    return token.reason === 'provider-unavailable' ? { kind: 'out', part: provider } : NOTHING;
  }
  const { accessToken, emailAddress: mailbox, shared: isShared, version } = token;
  const proof = await prove(deps, { provider, accessToken, mailbox, isShared });
  const found = { kind: 'found', version, certificates: [] } as const;
  if (proof.ok) return { ...found, finding: { kind: 'passed' } };
  if (proof.kind === 'denied') {
    return { ...found, finding: { kind: 'refused', code: 'mailbox-denied', at: provider } };
  }
  return proof.kind === 'ours' ? NOTHING : { kind: 'out', part: provider };
};

/** Tests an inbox's stored credentials for nobody in particular: counts in no quota, writes nothing down. */
export const checkStored = (
  deps: Deps,
  row: InboxRow,
  options: AskOptions,
): Promise<StoredCheck> =>
  row.connectionType === 'imap' ? checkServers(deps, row, options) : checkGrant(deps, row);
