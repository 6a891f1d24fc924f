import type { Socket } from 'node:net';
import { Arguments } from './arguments.ts';
import { ConnectionClosed, LineTooLong } from './byte-reader.ts';
import { capabilities } from './capabilities.ts';
import { LiteralTooLarge, RefusedLiteral, readCommand, takeWord } from './command-reader.ts';
import { COMMANDS, UID_COMMANDS } from './commands.ts';
import { Bad, No } from './response.ts';
import type { Command, ImapSettings, Session, Stage } from './session.ts';
import { parseArguments, type RawCommand } from './syntax.ts';
import { Wire } from './wire.ts';

/** ASTRING characters without `+` (RFC 3501 §9). */
const TAG = /^[^\s(){%*"\\+\p{Cc}]{1,64}$/u;

/** Talks to one client until it leaves. No command is ever logged: any line may hold a password. */
export async function serve(socket: Socket, settings: ImapSettings): Promise<void> {
  const wire = new Wire(socket);
  const session: Session = { settings, wire, isOver: false };
  try {
    if (settings.implicitTls) await wire.startTls(settings.secureContext);
    wire.send(`* OK [${capabilities(session)}] Letterbox demo mail server ready`);
    while (!session.isOver) {
      await answerNext(session);
      await wire.drained();
    }
    wire.end();
  } catch (error) {
    if (error instanceof LineTooLong) sayBye(wire, 'Line too long');
    else if (error instanceof LiteralTooLarge) sayBye(wire, 'Literal too large');
    else wire.destroy();
  }
}

async function answerNext(session: Session): Promise<void> {
  const { wire } = session;
  let tag = '*';
  try {
    const raw = await readCommand(wire, !session.account);
    const word = takeWord(raw);
    if (!TAG.test(word)) throw new Bad('A tag comes first');
    tag = word;
    const { command, byUid } = lookUp(raw);
    checkStage(command.stage, session);
    const args = new Arguments(parseArguments(raw));
    const text = await command.run({ session, args, tag, byUid });
    if (text === undefined) return;
    for (const line of session.view?.news({ withExpunges: !command.keepsNumbers }) ?? []) {
      wire.send(line);
    }
    wire.send(`${tag} OK ${text}`);
  } catch (error) {
    if (isLastStraw(error)) throw error;
    wire.send(refusal(error, tag));
  }
}

/** The tagged answer to a command that failed. */
function refusal(error: unknown, tag: string): string {
  if (error instanceof RefusedLiteral) {
    return `${TAG.test(error.tag) ? error.tag : '*'} BAD ${error.message}`;
  }
  if (error instanceof Bad) return `${tag} BAD ${error.message}`;
  if (error instanceof No) {
    return `${tag} NO ${error.code ? `[${error.code}] ` : ''}${error.message}`;
  }
  console.error(error);
  return `${tag} NO [SERVERBUG] Something is wrong with this server`;
}

function lookUp(raw: RawCommand): { command: Command; byUid: boolean } {
  const first = takeWord(raw).toUpperCase();
  const byUid = first === 'UID';
  const name = byUid ? takeWord(raw).toUpperCase() : first;
  const command = COMMANDS.get(name);
  if (!command || (byUid && !UID_COMMANDS.has(name))) throw new Bad('Unknown command');
  return { command, byUid };
}

function checkStage(stage: Stage, { account, view }: Session): void {
  if (stage === 'stranger' && account) throw new Bad('Logged in already');
  if (stage === 'account' || stage === 'view') {
    if (!account) throw new Bad('Log in first');
    if (stage === 'view' && !view) throw new Bad('Select a mailbox first');
  }
}

function sayBye(wire: Wire, reason: string): void {
  wire.send(`* BYE ${reason}`);
  wire.end();
}

/** After these nothing more can be said to the client, or nothing more that it would answer. */
function isLastStraw(error: unknown): boolean {
  return [ConnectionClosed, LineTooLong, LiteralTooLarge].some((kind) => error instanceof kind);
}
