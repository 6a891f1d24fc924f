import type { Socket } from 'node:net';
import { type ProtocolResult, smtpStages } from '../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../contract/connector.ts';
import { openSmtp, type SmtpNetwork } from './open-smtp.ts';
import { ProtocolRun } from './protocol-run.ts';
import { stageOrder } from './stage-order.ts';
import type { TestContext } from './test-context.ts';
import { trySender } from './try-sender.ts';

type SmtpServer = NonNullable<ConnectorTestRequest['smtp']>;

/** Tests an SMTP server to the login, and whether the account may send as `sender`. Never rejects. */
export const checkSmtp = (
  server: SmtpServer,
  network: SmtpNetwork,
  context: TestContext,
): Promise<ProtocolResult> => {
  const { sender, security } = server;
  const stages = stageOrder(smtpStages, security);
  const run = new ProtocolRun({ ...context, protocol: 'smtp', server, stages });
  return run.result(async () => {
    const session = await openSmtp(run, server, network);
    const socket = session.takeBack();
    if (sender === null) run.skip('sender');
    else {
      await run.stage('sender', 'answer-timeout', async (note) =>
        note(await trySender(socket, { ...server, sender }, session.extensions)),
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
