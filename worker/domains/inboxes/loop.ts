import { isolated } from '../../../contract/bidi.ts';
import { addressKey } from '../../../contract/email-address.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import type { Vault } from '../../platform/vault.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { answeringAliases, answeringBut, type KnownInbox } from './queries.ts';
import type { InboxRow } from './tables.ts';

type Answering = Pick<
  InboxRow,
  'id' | 'tenant' | 'name' | 'emailAddress' | 'connectionType' | 'credentialsEncrypted'
>;

/** A way into a mailbox: what tells it from others, and how a person knows it. */
type Way = { key: string; said: string };

/** The mailbox that an address is delivered to: a subaddress, `a+b@`, ends up with `a@` (RFC 5233). */
const mailboxOf = (address: string): string =>
  (addressKey(address) ?? address).replace(/\+[^@]*(?=@[^@]*$)/, '');

const waysByAddress = (addresses: readonly string[]): Way[] =>
  addresses.map((address) => ({ key: mailboxOf(address), said: address }));

// A username that is an address may be another inbox's; any other means something at its host alone.
const waysByLogin = ({ imap }: Credentials): Way[] => {
  const { host, username } = imap;
  const login = { key: `${username.toLowerCase()} at ${host}`, said: `${username} on ${host}` };
  return addressKey(username) === null
    ? [login]
    : [login, { key: mailboxOf(username), said: username }];
};

const waysInto = async (
  vault: Vault,
  row: Answering,
  aliases: readonly { emailAddress: string }[],
): Promise<Way[]> => {
  const stored = await readCredentials(vault, row);
  return [
    ...waysByAddress([row.emailAddress, ...aliases.map(({ emailAddress }) => emailAddress)]),
    ...(stored.state === 'readable' ? waysByLogin(stored.credentials) : []),
  ];
};

/** The way by which mail to one of two inboxes reaches the other too, if there is one. */
const shared = (one: readonly Way[], other: readonly Way[]): Way | undefined => {
  const keys = new Set(other.map(({ key }) => key));
  return one.find(({ key }) => keys.has(key));
};

const refusal = (name: string, other: string, { said }: Way, pointer: string) => {
  const detail = `“${isolated(name)}” and “${isolated(other)}” share a mailbox: mail for ${said} reaches both. Each would answer what the other sends. Switch off the auto-response of “${isolated(other)}” first.`;
  return new ProblemError('auto-response-loop', {
    detail,
    errors: [{ pointer, detail }],
  });
};

/**
 * Throws `auto-response-loop` where an inbox that answers automatically shares its mailbox with another
 * that does: by an address, an alias, a subaddress of either, or the login of their connections. To be
 * asked, inside of `audited`, before anything that could make it so; `pointer` is the field to blame.
 */
export const requireNoLoop = async (
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  { row, aliases }: KnownInbox,
  pointer = '#/autoResponse/enabled',
): Promise<void> => {
  if (!row.autoResponseEnabled) return;
  const [others, othersAliases] = await db.batch([
    answeringBut(db, row.tenant, row.id),
    answeringAliases(db, row.tenant),
  ]);
  const own = await waysInto(vault, row, aliases);
  for (const other of others) {
    const theirs = othersAliases.filter(({ inbox }) => inbox === other.id);
    const way = shared(own, await waysInto(vault, other, theirs));
    if (way) throw refusal(row.name, other.name, way, pointer);
  }
};
