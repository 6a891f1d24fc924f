import { canonicalHost } from '../../contract/host.ts';
import { oauthProviderOf } from './oauth-provider.ts';
import { type Element, readXml } from './read-xml.ts';
import type { FoundServer, OAuthProvider } from './source.ts';

/** What a document offers that can be used, in its own order; it is the author's preference. */
export type Autoconfig = {
  imap: FoundServer[];
  smtp: FoundServer[];
  /** Servers that take only access tokens, of a provider where Letterbox signs in by OAuth. */
  oauth: OAuthProvider | null;
};

const MAX_PORT = 65_535;
const SECURITIES: Record<string, FoundServer['security']> = { SSL: 'tls', STARTTLS: 'starttls' };
/** The second is the format's older word for the first. */
const PASSWORD = ['password-cleartext', 'plain'];
const USERNAMES: Record<string, FoundServer['username']> = {
  '%EMAILADDRESS%': 'address',
  '%EMAILLOCALPART%@%EMAILDOMAIN%': 'address',
  '%EMAILLOCALPART%': 'local-part',
};

/**
 * Reads Mozilla's autoconfig format (config-v1.1.xml) for a domain. Servers without encryption, with
 * other ways of signing in than a password, or with a username that takes more than the address to
 * know, are left out. `null` when it is no such document.
 */
export const parseAutoconfig = (xml: string, domain: string): Autoconfig | null => {
  const root = readXml(xml);
  if (root?.name !== 'clientConfig') return null;
  const servers = all(root, 'emailProvider')[0]?.children ?? [];
  const imap = servers.filter(isServer('incomingServer', 'imap'));
  const smtp = servers.filter(isServer('outgoingServer', 'smtp'));
  const usable = (each: Element) => toServer(each, domain) ?? [];
  return { imap: imap.flatMap(usable), smtp: smtp.flatMap(usable), oauth: oauthOf(imap, domain) };
};

const isServer = (name: string, type: string) => (element: Element) =>
  element.name === name && element.attributes.type === type;

const all = (element: Element, name: string): Element[] =>
  element.children.filter((child) => child.name === name);

const textOf = (element: Element, name: string): string | undefined =>
  all(element, name)[0]?.text.trim();

const hostOf = (server: Element, domain: string): string | null =>
  canonicalHost((textOf(server, 'hostname') ?? '').replaceAll('%EMAILDOMAIN%', domain));

const authenticationsOf = (server: Element): string[] =>
  all(server, 'authentication').map(({ text }) => text.trim());

const toServer = (server: Element, domain: string): FoundServer | null => {
  const host = hostOf(server, domain);
  const port = textOf(server, 'port') ?? '';
  const security = SECURITIES[textOf(server, 'socketType') ?? ''];
  const username = USERNAMES[textOf(server, 'username') ?? '%EMAILADDRESS%'];
  if (host === null || !security || !username || !isPort(port)) return null;
  if (!authenticationsOf(server).some((each) => PASSWORD.includes(each))) return null;
  return { host, port: Number(port), security, username };
};

const isPort = (text: string): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_PORT;

const oauthOf = (servers: readonly Element[], domain: string): OAuthProvider | null => {
  const first = servers.find((server) => authenticationsOf(server).includes('OAuth2'));
  const host = first && hostOf(first, domain);
  return host ? oauthProviderOf(host) : null;
};
