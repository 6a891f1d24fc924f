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

/** Logs to the Workers runtime, one JSON object a line. */
export const log: Log = (level, event, fields = {}) => {
  console[level](JSON.stringify({ level, event, ...fields }));
};

/** What may be logged of an error nobody expected. */
export const describeError = (thrown: unknown): { name: string; at: string } => {
  if (!(thrown instanceof Error)) return { name: typeof thrown, at: '' };
  // A library's own code for what went wrong, like INVALID_EMAIL: a fixed word, never input.
  const code = (thrown as { body?: { code?: unknown } }).body?.code;
  const name = /^[A-Z_]{1,60}$/.test(String(code)) ? `${thrown.name} ${code}` : thrown.name;
  const frames = thrown.stack?.split('\n').filter((row) => /^\s+at /.test(row)) ?? [];
  return {
    name,
    at: frames
      .slice(0, 4)
      .map((row) => row.trim())
      .join(' < '),
  };
};
