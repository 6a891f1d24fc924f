import { imapStages, type ProtocolResult } from '../contract/connection-test.ts';
import type { ServerToTest } from '../contract/connector.ts';
import { openImap } from './open-imap.ts';
import { ProtocolRun } from './protocol-run.ts';
import type { Network } from './reach-server.ts';
import { stageOrder } from './stage-order.ts';
import type { TestContext } from './test-context.ts';

/** Tests an IMAP server as far as the INBOX of the account. Never rejects. */
export const checkImap = (
  server: ServerToTest,
  network: Network,
  context: TestContext,
): Promise<ProtocolResult> => {
  const stages = stageOrder(imapStages, server.security);
  const run = new ProtocolRun({ ...context, protocol: 'imap', server, stages });
  return run.result(async () => {
    const session = await openImap(run, server, network);
    await run.stage('mailbox', 'answer-timeout', async () => session.findInbox());
    session.part(run.deadlines.lingerMs);
  });
};
