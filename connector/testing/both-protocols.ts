import type { Failure, ProtocolResult } from '../../contract/connection-test.ts';
import type { MailServer, Protocol } from '../../contract/mail-server.ts';
import type { KeyPair } from '../../dev/certificates.ts';
import { type Outcome, on, testServers, type Wishes } from './rig.ts';
import { type ScriptedServer, type Step, scriptedServer } from './scripted-server.ts';
import { imapScript, smtpScript } from './scripts.ts';

/** A server of the protocol that lets everybody in. */
export const goodScript = { imap: imapScript, smtp: smtpScript };

type Options = Partial<MailServer> & Wishes & { tls?: KeyPair; sender?: string | null };

export type Tested = Outcome & {
  protocol: ProtocolResult;
  /** "stage: code", or "ok". */
  verdict: string;
  server: ScriptedServer;
};

/** Plays the steps to one test of the protocol, and stops the server after it. */
export const testAgainst = async (
  protocol: Protocol,
  steps: readonly Step[],
  { tls, sender = 'support@example.com', ...options }: Options = {},
): Promise<Tested> => {
  const server = await scriptedServer(steps, tls ? { tls } : {});
  const settings = on(server.port, options);
  const outcome = await testServers(
    protocol === 'imap' ? { imap: settings } : { smtp: { ...settings, sender } },
    options,
  );
  await server.stop();
  const result = outcome.result[protocol];
  if (!result) throw new Error('The protocol was not tested.');
  return { ...outcome, protocol: result, verdict: verdict(result.failure), server };
};

export const verdict = (failure: Failure | null | undefined): string =>
  failure ? `${failure.stage}: ${failure.code}` : 'ok';
