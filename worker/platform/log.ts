/** All that a log line may hold. Nothing of a request's body, headers or query is among it. */
type Fields = {
  requestId?: string;
  method?: string;
  route?: string;
  status?: number;
  ms?: number;
  tenant?: string;
  inbox?: string;
  code?: string;
  /** Our own word for why, more precise than what the caller is told. */
  reason?: string;
  /** An unknown error's class and where it was thrown; never its message, which may quote input. */
  error?: { name: string; at: string };
};

export type Level = 'info' | 'warn' | 'error';

/** Writes one structured line. The field list is closed: a secret has no field to be logged in. */
export type Log = (level: Level, event: string, fields?: Fields) => void;

// What is not named here is not written, whoever passes it along.
const WRITTEN: Record<keyof Fields, true> = {
  requestId: true,
  method: true,
  route: true,
  status: true,
  ms: true,
  tenant: true,
  inbox: true,
  code: true,
  reason: true,
  error: true,
};

const written = ({ error, ...fields }: Fields): object => ({
  ...Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(WRITTEN, name))),
  ...(error && { error: { name: error.name, at: error.at } }),
});

/** Logs to the Workers runtime, one JSON object a line. */
export const log: Log = (level, event, fields = {}) => {
  console[level](JSON.stringify({ level, event, ...written(fields) }));
};

const FRAMES = 4;

// The stack begins with the message, whose lines may look like places; without it there is no telling them apart.
const framesOf = ({ stack = '', message }: Error): string[] => {
  const at = stack.indexOf(message);
  if (at < 0) return [];
  return stack
    .slice(at + message.length)
    .split('\n')
    .filter((row) => /^\s+at /.test(row));
};

/** What may be logged of an error nobody expected. */
export const describeError = (thrown: unknown): { name: string; at: string } => {
  if (!(thrown instanceof Error)) return { name: typeof thrown, at: '' };
  // A library's own code for what went wrong, like INVALID_EMAIL: a fixed word, never input.
  const code = (thrown as { body?: { code?: unknown } }).body?.code;
  const own = /^[A-Za-z]\w{0,59}$/.test(thrown.name) ? thrown.name : 'Error';
  const name = /^[A-Z_]{1,60}$/.test(String(code)) ? `${own} ${code}` : own;
  const frames = framesOf(thrown).slice(0, FRAMES);
  return { name, at: frames.map((row) => row.trim()).join(' < ') };
};
