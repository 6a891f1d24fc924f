import type { ServerToTest } from '../contract/connector.ts';
import { isPreauth } from './greeting.ts';
import { type ImapSession, type LimitBytes, startImapSession } from './imap-session.ts';
import type { ProtocolRun } from './protocol-run.ts';
import { type Network, reachServer } from './reach-server.ts';
import { startTls } from './secure.ts';
import { StageFailure } from './stage-failure.ts';

/** What a session is for, where that is more than a login. */
export type ImapWishes = {
  limit?: LimitBytes;
  quietMs?: number;
  introduces?: boolean;
};

/** The stages from the name to the accepted login. */
export const openImap = async (
  run: ProtocolRun,
  server: ServerToTest,
  network: Network,
  wishes: ImapWishes = {},
): Promise<ImapSession> => {
  const { socket, address, greeting } = await reachServer(run, 'imap', server, network);
  const preauth = isPreauth(greeting);
  socket.unshift(greeting);
  const open = () =>
    startImapSession({
      socket,
      address,
      server,
      ...wishes,
      startTls: (plain) =>
        startTls(plain, { host: server.host, trust: network.trust, signal: run.signal }),
      tooMuch: () => run.fail('response-too-large'),
    });

  const session = preauth ? null : open();
  if (server.security === 'starttls') {
    await run.stage('tls', 'tls-timeout', async (note) => {
      // RFC 9051 §6.2.1: STARTTLS belongs to the state that a PREAUTH greeting skips.
      if (!session) throw new StageFailure('starttls-not-offered');
      const { detail, facts } = await session.secured;
      note(detail, facts);
    });
  }
  return run.stage('authenticate', 'login-timeout', async (note) => {
    // Whose mailbox a PREAUTH opens is the server's secret; our password was not asked for.
    if (!session) throw new StageFailure('already-signed-in');
    note(undefined, await session.authenticated);
    return session;
  });
};
