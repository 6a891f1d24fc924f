import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Security } from '../contract/mail-server.ts';
import type { Role } from '../contract/role.ts';
import type { RealServers } from '../dev/real-servers/start.ts';

type Server = {
  host: string;
  port: number;
  security: Security;
  username: string;
  password: string;
};

export type Mailbox = { emailAddress: string; imap: Server; smtp: Server };

type Stand = {
  url: string;
  people: { email: string; password: string; role: Role; org: string }[];
  others: { email: string; password: string; orgs: string[] }[];
  mailbox: Mailbox;
  /** The switchboard of the local Google and Microsoft. */
  identityProvider: string;
  mailServer: { ports: { imap: number; imaps: number; smtp: number; submissions: number } };
};

const folder = () => process.env.LETTERBOX_STAND ?? '';
const read = <Content>(name: string, from = folder()): Content =>
  JSON.parse(readFileSync(join(from, name), 'utf8')) as Content;

/** What a running stand tells scripts; it writes that a moment after it first answers. */
export const readStand = async (from = folder()): Promise<Stand> => {
  while (!existsSync(join(from, 'stand.json'))) await sleep(50);
  return read<Stand>('stand.json', from);
};

/** Dovecot and Postfix, or `null` on a machine without them. */
export const readRealServers = (): RealServers | null =>
  read<RealServers | null>('real-servers.json');

/** A file of the stand's folder, such as a log. */
export const standFolder = folder;
