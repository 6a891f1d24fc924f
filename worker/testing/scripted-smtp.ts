import { env } from 'cloudflare:workers';

/** A step of a scripted server, by name; what they do is told in connector/testing/scripted-server.ts. */
export type Said = readonly [name: string, ...args: unknown[]];
type Row = readonly [pattern: string, then: string | readonly Said[]];

export const say = (text: string): Said => ['say', text];
export const hear = (pattern: string): Said => ['hear', pattern];
export const answer = (rows: readonly Row[]): Said => ['answer', rows];
export const close: Said = ['close'];
export const reset: Said = ['reset'];
export const silence: Said = ['silence'];
/** Reads no further. */
export const deaf: Said = ['deaf'];
export const drip = (text: string, everyMs: number): Said => ['drip', text, everyMs];
export const flood = (text: string, bytes: number): Said => ['flood', text, bytes];
export const pause = (ms: number): Said => ['pause', ms];
export const upgrade = (which: 'good' | 'self-signed' | 'wrong-name' | 'expired'): Said => [
  'upgrade',
  which,
];

export const GREETING = say('220 mail.example.com ESMTP\r\n');
export const OFFERS = '250-mail.example.com\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n';

const USUAL: readonly Row[] = [
  ['^EHLO ', OFFERS],
  ['^AUTH PLAIN ', '235 signed in\r\n'],
  ['^MAIL FROM:', '250 ok\r\n'],
  ['^RCPT TO:', '250 ok\r\n'],
  ['^RSET$', '250 ok\r\n'],
  ['^QUIT$', [say('221 bye\r\n'), close]],
];

const END_OF_MESSAGE = '^\\.$';

/** A server that takes every mail; rows given first win over its own. `^\.$` is the end of a message. */
export const smtp = (...rows: Row[]): Said[] => {
  const taken = rows.find(([pattern]) => pattern === END_OF_MESSAGE)?.[1] ?? '250 taken\r\n';
  const then = typeof taken === 'string' ? [say(taken)] : taken;
  const data: Row = ['^DATA$', [say('354 go on\r\n'), hear(END_OF_MESSAGE), ...then]];
  return [GREETING, answer([...rows, data, ...USUAL])];
};

export type Scripted = {
  port: number;
  /** All that came in, after TLS in the clear; one character a byte. */
  heard: () => Promise<string>;
  /** Connections that are still open. */
  open: () => Promise<number>;
};

/** Starts a server that plays a script to every client. */
export const play = async (script: readonly Said[]): Promise<Scripted> => {
  const body = JSON.stringify(script);
  const answer = await fetch(env.MAIL_SCRIPTS, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
  const { port } = await answer.json<{ port: number }>();
  const now = async () =>
    (await fetch(`${env.MAIL_SCRIPTS}/${port}`)).json<{ heard: string; open: number }>();
  return {
    port,
    heard: async () => (await now()).heard,
    open: async () => (await now()).open,
  };
};
