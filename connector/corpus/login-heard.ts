/** What a server was given to sign in with. */
export type LoginHeard = { username: string; password: string };

/** A line of base64, or the command that has it as its initial response. */
const SASL_LINE = /^(?:(?:\w+ AUTHENTICATE|AUTH) \S+ )?([A-Za-z0-9+/]{4,}={0,2})$/i;

const decode = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');

/** Reads SASL PLAIN (RFC 4616) and XOAUTH2; the authorization identity is left empty. */
const fromSasl = (text: string): LoginHeard | undefined => {
  const [, username, secret] =
    /^\0([^\0]+)\0([^\0]+)$/.exec(text) ??
    /^user=([^\x01]*)\x01auth=Bearer ([^\x01]*)\x01\x01$/.exec(text) ??
    [];
  return username === undefined || secret === undefined
    ? undefined
    : { username, password: secret };
};

/** An IMAP string (RFC 9051 §4.3), quoted or as a literal, at the start of the text; and what follows it. */
const readString = (text: string): [value: string, rest: string] | undefined => {
  const quoted = /^"((?:[^"\\\r\n]|\\["\\])*)"/.exec(text);
  if (quoted) return [(quoted[1] ?? '').replace(/\\(.)/g, '$1'), text.slice(quoted[0].length)];
  const literal = /^\{(\d+)\+?\}\r\n/.exec(text);
  if (!literal) return undefined;
  const from = literal[0].length;
  const until = from + Number(literal[1]);
  return [text.slice(from, until), text.slice(until)];
};

const fromImapLogin = (heard: string): LoginHeard | undefined => {
  const start = /\w+ LOGIN (?=["{])/i.exec(heard);
  if (!start) return undefined;
  const username = readString(heard.slice(start.index + start[0].length));
  const password = username && readString(username[1].replace(/^ /, ''));
  if (!username || !password) return undefined;
  const utf8 = (text: string) => Buffer.from(text, 'latin1').toString('utf8');
  return { username: utf8(username[0]), password: utf8(password[0]) };
};

/** SMTP's AUTH LOGIN: two lines of base64. */
const fromSmtpLogin = (heard: string): LoginHeard | undefined => {
  const [, username = '', password = ''] = /^AUTH LOGIN\r\n(\S+)\r\n(\S+)\r\n/m.exec(heard) ?? [];
  return password === '' ? undefined : { username: decode(username), password: decode(password) };
};

/** The login in all that a server was sent (latin1), in whichever way it was given. */
export const loginHeard = (heard: string): LoginHeard | undefined => {
  const sasl = heard
    .split('\r\n')
    .map((line) => fromSasl(decode(SASL_LINE.exec(line)?.[1] ?? '')))
    .find((login) => login !== undefined);
  return sasl ?? fromImapLogin(heard) ?? fromSmtpLogin(heard);
};
