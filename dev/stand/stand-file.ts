import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Demo, mailAccounts, others, people } from './demo.ts';
import { identityProviderUrl } from './identity-provider.ts';
import { standFile } from './paths.ts';

const HOST = '127.0.0.1';

/** The demo mailbox as an admin would type it in. */
export const demoMailbox = ({ mailPorts, mailPassword }: Demo) => {
  const emailAddress = mailAccounts[0] ?? '';
  const login = { security: 'tls' as const, username: emailAddress, password: mailPassword };
  return {
    emailAddress,
    imap: { host: HOST, port: mailPorts.imaps, ...login },
    smtp: { host: HOST, port: mailPorts.submissions, ...login },
  };
};

/** Tells scripts what they need to know of the running stand. */
export const writeStandFile = (url: string, demo: Demo): void => {
  const { password, mailPorts } = demo;
  const stand = {
    url,
    org: 'acme',
    people: people.map(({ email, role, org }) => ({ email, password, role, org })),
    others: others.map(({ email, orgs }) => ({ email, password, orgs })),
    mailbox: demoMailbox(demo),
    identityProvider: identityProviderUrl(demo),
    mailServer: { host: HOST, ports: mailPorts, accounts: mailAccounts },
  };
  writeFileSync(standFile, JSON.stringify(stand, null, 2), { mode: 0o600 });
};

export const removeStandFile = (): void => rmSync(standFile, { force: true });

const address = z.object({ url: z.string() });

/** Where a stand with this very state runs already; two would share one database. */
export const runningStand = async (): Promise<string | null> => {
  if (!existsSync(standFile)) return null;
  const { url } = address.parse(JSON.parse(readFileSync(standFile, 'utf8')));
  const answer = await fetch(`${url}/api/health`).catch(() => null);
  return answer?.ok ? url : null;
};
