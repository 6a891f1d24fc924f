import type { TestEvent } from '../../../contract/connection-test.ts';
import type { AccessToken } from '../../../contract/inbox-service.ts';
import type { OAuthProvider } from '../../../contract/oauth.ts';
import type { Deps } from '../../deps.ts';
import { type AskOptions, hearTest } from '../../platform/connector.ts';
import type { Proof } from '../../platform/oauth/mailbox.ts';
import { readCredentials } from '../inboxes/credentials.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import type { Finding } from '../inboxes/trouble.ts';
import { storedTest } from './ask.ts';
import { certificatesIn, findingOf, type ShownCertificate } from './finding.ts';
import { providerNameOf } from './oauth/begin.ts';
import { prove } from './oauth/prove.ts';

/**
 * What came of a check in the background. Only `found` says something of the inbox: otherwise what it
 * depends on is `out`, the connector is `busy`, whoever found out has `told` of it already, or there is
 * `nothing` to be said, as the credentials are gone or don't open, or our own client is refused.
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
  | { kind: 'told' }
  | { kind: 'nothing' };

const NOTHING: StoredCheck = { kind: 'nothing' };

// Its own among those that take turns at the connector: who waits for a test goes first.
const inBackground = (tenant: string) => `background ${tenant}`;

/** Whether a test ended without having had its turn. */
const hasOnlyWaited = (events: readonly TestEvent[]): boolean =>
  events.length > 0 && events.every(({ type }) => type === 'queued');

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
    // It has understood the question and does not take it: asking again would come to the same.
    if (started.reason === 'refused') throw new Error('the connector refuses the test');
    return started.reason === 'busy' ? { kind: 'busy' } : { kind: 'out', part: 'connector' };
  }
  const { body } = started.response;
  const { result, events } = body ? await hearTest(body) : { result: null, events: [] };
  if (!result) return hasOnlyWaited(events) ? { kind: 'busy' } : { kind: 'out', part: 'connector' };
  return {
    kind: 'found',
    finding: findingOf(request, result),
    version: row.credentialsVersion,
    certificates: certificatesIn(request, result),
  };
};

type Token = Extract<AccessToken, { ok: true }>;

const proveToken = (
  deps: Deps,
  { provider, accessToken, emailAddress: mailbox, shared: isShared }: Token,
) => prove(deps, { provider, accessToken, mailbox, isShared });

const withoutToken = (
  provider: OAuthProvider,
  { reason }: Exclude<AccessToken, Token>,
): StoredCheck => {
  if (reason === 'provider-unavailable') return { kind: 'out', part: provider };
  return reason === 'oauth_refresh_failed' ? { kind: 'told' } : NOTHING;
};

type Proven =
  | { ok: true; proof: Proof; version: number }
  | { ok: false; token: Exclude<AccessToken, Token> };

/** Proves the mailbox; with a new token where the one that looked good is refused, as after a revocation. */
const proveAnew = async (deps: Deps, id: string, token: Token): Promise<Proven> => {
  const proof = await proveToken(deps, token);
  const isRefused = !proof.ok && proof.kind === 'refused';
  if (!isRefused) return { ok: true, proof, version: token.version };
  const anew = await deps.tokens(id, 'doubt');
  if (!anew.ok) return { ok: false, token: anew };
  return { ok: true, proof: await proveToken(deps, anew), version: anew.version };
};

const checkGrant = async (deps: Deps, row: InboxRow): Promise<StoredCheck> => {
  const provider = providerNameOf(row);
  // A token that is still good costs its provider nothing; what is in trouble is asked about anew.
  const token = await deps.tokens(row.id, row.failingSince === null ? 'use' : 'check');
  if (!token.ok) return withoutToken(provider, token);
  const proven = await proveAnew(deps, row.id, token);
  if (!proven.ok) return withoutToken(provider, proven.token);
  const { proof, version } = proven;
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
