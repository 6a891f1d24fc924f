import { rmSync, writeFileSync } from 'node:fs';
import { type Demo, mailAccounts, others, people } from './demo.ts';
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
    mailServer: { host: HOST, ports: mailPorts, accounts: mailAccounts },
  };
  writeFileSync(standFile, JSON.stringify(stand, null, 2), { mode: 0o600 });
};

export const removeStandFile = (): void => rmSync(standFile, { force: true });
