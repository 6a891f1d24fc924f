import type { RoundTripEvent, RoundTripResult } from '../../contract/round-trip.ts';
import type { Deadlines } from '../deadlines.ts';
import { runRoundTrip } from '../round-trip/run-round-trip.ts';
import { on, rig, USERNAME } from './rig.ts';
import { mailboxScript, type ScriptedMailbox } from './scripted-mailbox.ts';
import { answer, type ScriptedServer, type Step, say, scriptedServer } from './scripted-server.ts';
import { smtpScript } from './scripts.ts';

/** What an SMTP server does once it has all of the message, which it takes by default. */
export const afterData = (...steps: Step[]): readonly Step[] => [
  say('354 go on\r\n'),
  answer([
    [/^\.$/, steps.length > 0 ? steps : '250 2.0.0 taken\r\n'],
    [/^QUIT$/i, '221 bye\r\n'],
  ]),
];

type Wishes = {
  mailbox?: ScriptedMailbox;
  /** Rows that win over those of an SMTP server which takes everything. */
  smtp?: Parameters<typeof smtpScript>[0];
  sender?: string;
  tripMs?: number;
  deadlines?: Partial<Deadlines>;
};

export type Travelled = {
  result: RoundTripResult;
  events: RoundTripEvent[];
  steps: string[];
  /** All that was said to the servers. */
  imap: string;
  smtp: string;
  servers: { imap: ScriptedServer; smtp: ScriptedServer };
};

/** Runs a round trip between two scripted servers. `look` sees them before they are stopped. */
export const travel = async (
  { mailbox = {}, smtp = [], sender = USERNAME, tripMs = 30_000, deadlines }: Wishes,
  look?: (travelled: Travelled) => Promise<void>,
): Promise<Travelled> => {
  const events: RoundTripEvent[] = [];
  const subjectOf = () =>
    events.flatMap((each) => ('subject' in each ? [each.subject] : []))[0] ?? '';
  const servers = {
    imap: await scriptedServer(mailboxScript(mailbox, subjectOf)),
    smtp: await scriptedServer(smtpScript([...smtp, [/^DATA$/i, afterData()]])),
  };
  const ports = [servers.imap.port, servers.smtp.port];
  const deps = rig({ ports, ...(deadlines && { deadlines }) });
  const request = {
    tenant: 't',
    imap: on(servers.imap.port),
    smtp: { ...on(servers.smtp.port), sender },
  };
  const doing = {
    signal: new AbortController().signal,
    emit: (event: RoundTripEvent) => void events.push(event),
  };
  const result = await runRoundTrip(request, deps, doing, { tripMs });
  const steps = events.flatMap((each) =>
    each.type === 'step' ? [`${each.step} ${each.status}`] : [],
  );
  const travelled = {
    result,
    events,
    steps,
    imap: servers.imap.heard.join(''),
    smtp: servers.smtp.heard.join(''),
    servers,
  };
  await look?.(travelled);
  await Promise.all([servers.imap.stop(), servers.smtp.stop()]);
  return travelled;
};
