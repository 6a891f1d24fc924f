import type { Socket } from 'node:net';
import type { StageFacts } from '../contract/connection-test.ts';
import type { ServerToTest } from '../contract/connector.ts';
import type { ProtocolRun } from './protocol-run.ts';
import { type Network, reachServer } from './reach-server.ts';
import { handshakeFailure, secure } from './secure.ts';
import { type SmtpSession, smtpLogin } from './smtp-login.ts';
import { askForTls } from './smtp-starttls.ts';

export type SmtpNetwork = Network & { ehloName: string };

/** The stages from the name to the accepted login. */
export const openSmtp = async (
  run: ProtocolRun,
  server: ServerToTest,
  network: SmtpNetwork,
): Promise<SmtpSession> => {
  const { security, host, trustedCertificate: exception } = server;
  const { ehloName, trust } = network;
  const { address, greeting, ...reached } = await reachServer(run, 'smtp', server, network);
  let socket: Socket = reached.socket;
  if (security === 'starttls') {
    await run.stage('tls', 'tls-timeout', async (note) => {
      await askForTls(socket, ehloName, server);
      const securing = { host, trust, exception, signal: run.signal };
      const tls = await secure(socket, securing).catch((error) => {
        throw handshakeFailure(error);
      });
      socket = tls.secured;
      note(tls.detail, tls.facts);
    });
  }
  // nodemailer waits for a greeting. It has been read and judged; after STARTTLS there is no other.
  socket.unshift(greeting);
  const tooMuch = () => run.fail('response-too-large');
  return run.stage('authenticate', 'login-timeout', async (note) => {
    const offered = (facts: StageFacts) => note(undefined, facts);
    return smtpLogin({ socket, address, server, ehloName, offered, tooMuch });
  });
};
