import type { Socket } from 'node:net';
import { type ProtocolResult, smtpStages } from '../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../contract/connector.ts';
import { ProtocolRun } from './protocol-run.ts';
import { type Network, reachServer } from './reach-server.ts';
import { handshakeFailure, secure } from './secure.ts';
import { smtpLogin } from './smtp-login.ts';
import { askForTls } from './smtp-starttls.ts';
import { stageOrder } from './stage-order.ts';
import type { TestContext } from './test-context.ts';
import { trySender } from './try-sender.ts';

type SmtpServer = NonNullable<ConnectorTestRequest['smtp']>;

/** Tests an SMTP server to the login, and whether the account may send as `sender`. Never rejects. */
export const checkSmtp = (
  server: SmtpServer,
  network: Network & { ehloName: string },
  context: TestContext,
): Promise<ProtocolResult> => {
  const { sender, security, host } = server;
  const { ehloName, trust } = network;
  const stages = stageOrder(smtpStages, security);
  const run = new ProtocolRun({ ...context, protocol: 'smtp', server, stages });
  return run.result(async () => {
    const reached = await reachServer(run, 'smtp', server, network);
    let socket: Socket = reached.socket;
    if (security === 'starttls') {
      await run.stage('tls', 'tls-timeout', async (note) => {
        await askForTls(reached.socket, ehloName);
        const tls = await secure(reached.socket, { host, trust, signal: run.signal }).catch(
          (error) => {
            throw handshakeFailure(error);
          },
        );
        socket = tls.secured;
        note(tls.detail);
      });
    }
    // nodemailer waits for a greeting. It has been read and judged; after STARTTLS there is no other.
    socket.unshift(reached.greeting);
    const tooMuch = () => run.fail('response-too-large');
    const extensions = await run.stage('authenticate', 'login-timeout', () =>
      smtpLogin({ socket, address: reached.address, server, ehloName, tooMuch }),
    );
    if (sender === null) run.skip('sender');
    else {
      await run.stage('sender', 'test-timeout', async (note) =>
        note(await trySender(socket, sender, extensions)),
      );
    }
    part(socket, run.deadlines.lingerMs);
  });
};

/** QUIT also drops the transaction that was begun (RFC 5321 §4.1.1.10). Its answer is not waited for. */
const part = (socket: Socket, lingerMs: number): void => {
  socket.resume();
  socket.end('QUIT\r\n');
  setTimeout(() => socket.destroy(), lingerMs).unref();
};
