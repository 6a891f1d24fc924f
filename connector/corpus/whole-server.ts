import { type Protocol, protocols, type Security, securities } from '../../contract/mail-server.ts';
import { startMailServer } from '../../dev/mail-server/mail-server.ts';
import { PASSWORD, USERNAME } from '../testing/rig.ts';
import type { Case, Running, World } from './case.ts';

const startWhole =
  (protocol: Protocol, security: Security) =>
  async ({ certificates }: World): Promise<Running> => {
    const server = await startMailServer({
      accounts: [{ address: USERNAME, password: PASSWORD }],
      certificates: certificates.servers.good,
    });
    const { imap, imaps, smtp, submissions } = server.ports;
    const [plain, tls] = protocol === 'imap' ? [imap, imaps] : [smtp, submissions];
    return { port: security === 'tls' ? tls : plain, stop: () => server.stop() };
  };

/** A mail server with accounts, rather than a script. */
export const wholeServerCases: Case[] = protocols.flatMap((protocol) =>
  securities.flatMap((security): Case[] => {
    const at = { protocol, security, start: startWhole(protocol, security) };
    return [
      { ...at, name: 'a whole server', expect: 'ok' },
      {
        ...at,
        name: 'a whole server, wrong password',
        settings: { password: 'not the password' },
        expect: 'authenticate: wrong-password',
      },
    ];
  }),
);
