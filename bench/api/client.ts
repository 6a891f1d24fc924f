import { createHmac } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { ORIGIN, secrets } from './runtime.ts';

const TIMEOUT_MS = 30_000;

export type Sent = {
  method: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
};
export type Answer = { status: number; text: string; headers: IncomingHttpHeaders; ms: number };

const agent = new Agent({ keepAlive: true });

/** The cookie of a session whose row has this token, signed as better-auth signs it. */
const cookieOf = (token: string): string => {
  const signature = createHmac('sha256', secrets.AUTH_SECRET).update(token).digest('base64');
  return `__Secure-letterbox.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
};

/** The token of the one session that every request is made in. */
export const SESSION_TOKEN = 'bench-session-token-0123456789abcdef';

const COOKIE = cookieOf(SESSION_TOKEN);

/** Sends one request and times it, from the first byte out to the last byte in. */
export const send = (base: URL, { method, path, body, headers }: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const started = performance.now();
    const outgoing = request(
      new URL(path, base),
      {
        ...{ method, agent, timeout: TIMEOUT_MS },
        headers: {
          origin: ORIGIN,
          cookie: COOKIE,
          ...(text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const ms = performance.now() - started;
          const answer = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            text: answer,
            headers: incoming.headers,
            ms,
          });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path} took too long.`)));
    outgoing.on('error', reject);
    outgoing.end(text);
  });

/** Sends one request that has to succeed. */
export const sendOk = async (base: URL, sent: Sent): Promise<Answer> => {
  const answer = await send(base, sent);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(
    `${sent.method} ${sent.path} answered ${answer.status}: ${answer.text.slice(0, 500)}`,
  );
};

/** Ends the connections, so that the process can. */
export const hangUp = (): void => agent.destroy();
