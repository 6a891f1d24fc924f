import { imapStages, type ProtocolResult } from '../contract/connection-test.ts';
import type { MailServer } from '../contract/mail-server.ts';
import { isPreauth } from './greeting.ts';
import { startImapSession } from './imap-session.ts';
import { ProtocolRun } from './protocol-run.ts';
import { type Network, reachServer } from './reach-server.ts';
import { startTls } from './secure.ts';
import { StageFailure } from './stage-failure.ts';
import { stageOrder } from './stage-order.ts';
import type { TestContext } from './test-context.ts';

/** Tests an IMAP server as far as the INBOX of the account. Never rejects. */
export const checkImap = (
  server: MailServer,
  network: Network,
  context: TestContext,
): Promise<ProtocolResult> => {
  const stages = stageOrder(imapStages, server.security);
  const run = new ProtocolRun({ ...context, protocol: 'imap', server, stages });
  return run.result(async () => {
    const { socket, address, greeting } = await reachServer(run, 'imap', server, network);
    const preauth = isPreauth(greeting);
    socket.unshift(greeting);
    const open = () =>
      startImapSession({
        socket,
        address,
        server,
        startTls: (plain) =>
          startTls(plain, { host: server.host, trust: network.trust, signal: run.signal }),
        tooMuch: () => run.fail('response-too-large'),
      });

    const session = preauth ? null : open();
    if (server.security === 'starttls') {
      await run.stage('tls', 'tls-timeout', async (note) => {
        // RFC 9051 §6.2.1: STARTTLS belongs to the state that a PREAUTH greeting skips.
        if (!session) throw new StageFailure('starttls-not-offered');
        note(await session.secured);
      });
    }
    await run.stage('authenticate', 'login-timeout', async () => {
      // Whose mailbox a PREAUTH opens is the server's secret; our password was not asked for.
      if (!session) throw new StageFailure('authentication-not-offered');
      await session.authenticated;
    });
    await run.stage('mailbox', 'test-timeout', async () => session?.findInbox());
    session?.part(run.deadlines.lingerMs);
  });
};
