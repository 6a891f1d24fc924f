import { capabilities } from './capabilities.ts';
import { Bad, No } from './response.ts';
import type { Call, Command, Session } from './session.ts';

const RESPONSE_LIMIT_BYTES = 8 * 1024;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** RFC 3501 §6.2.3. */
export const login: Command = {
  stage: 'stranger',
  run({ session, args }) {
    refuseInTheClear(session);
    const username = args.text();
    const password = args.text();
    args.end();
    return logIn(session, username, password);
  },
};

/** RFC 3501 §6.2.2 with PLAIN (RFC 4616), the first response in the command (RFC 4959) or after it. */
export const authenticate: Command = {
  stage: 'stranger',
  async run({ session, args }) {
    refuseInTheClear(session);
    if (args.atom() !== 'PLAIN') throw new No('Mechanism not supported', 'CANNOT');
    const initial = args.isEmpty ? undefined : args.text();
    args.end();
    const response = initial ?? (await challenge(session));
    if (response === '*') throw new Bad('Cancelled');
    return logIn(session, ...parsePlain(response === '=' ? '' : response));
  },
};

/** RFC 3501 §6.2.1. */
export const starttls: Command = {
  stage: 'stranger',
  async run({ session, args, tag }: Call) {
    args.end();
    if (session.wire.isSecure) throw new Bad('TLS is on already');
    await session.wire.startTls(session.settings.secureContext, `${tag} OK Begin TLS`);
    return undefined;
  },
};

function refuseInTheClear({ settings, wire }: Session): void {
  if (settings.requireTls && !wire.isSecure) throw new No('Use STARTTLS first', 'PRIVACYREQUIRED');
}

async function challenge({ wire }: Session): Promise<string> {
  wire.send('+ ');
  return (await wire.line(RESPONSE_LIMIT_BYTES)).toString('latin1');
}

function parsePlain(response: string): [username: string, password: string] {
  if (!BASE64.test(response)) throw new Bad('Not base64');
  const [actAs, username, password, ...more] = Buffer.from(response, 'base64')
    .toString()
    .split('\0');
  if (username === undefined || password === undefined || more.length > 0) {
    throw new Bad('Not a PLAIN response');
  }
  if (actAs && actAs !== username) throw new No('Act as yourself', 'AUTHORIZATIONFAILED');
  return [username, password];
}

function logIn(session: Session, username: string, password: string): string {
  session.account = session.settings.store.logIn(username, password);
  // No delay and no limit: this server exists to have many logins fail against it.
  if (!session.account) throw new No('Wrong user name or password', 'AUTHENTICATIONFAILED');
  return `[${capabilities(session)}] Welcome`;
}
