/** Everything a log line may hold. What is not named here can't be logged: no credentials, no server text. */
export type LogFields = {
  requestId?: string;
  tenant?: string;
  protocol?: string;
  host?: string;
  port?: number;
  security?: string;
  stage?: string;
  code?: string;
  ok?: boolean;
  ms?: number;
  reason?: string;
  /** The class of an unexpected error, and the place in the code it came from; never its message. */
  error?: string;
  where?: string;
};

export type Log = (event: string, fields?: LogFields) => void;

const FIELDS: readonly (keyof LogFields)[] = [
  'requestId',
  'tenant',
  'protocol',
  'host',
  'port',
  'security',
  'stage',
  'code',
  'ok',
  'ms',
  'reason',
  'error',
  'where',
];

/** Writes one JSON line an event: its time, its name, and those of `fields` that are on the list. */
export const createLog =
  (write: (line: string) => void, now: () => Date = () => new Date()): Log =>
  (event, fields = {}) => {
    const allowed = FIELDS.filter((name) => fields[name] !== undefined).map((name) => [
      name,
      fields[name],
    ]);
    write(JSON.stringify({ at: now().toISOString(), event, ...Object.fromEntries(allowed) }));
  };

/** The same log, in which every line carries the id of the request that it is about. */
export const logAbout =
  (log: Log, requestId: string): Log =>
  (event, fields = {}) =>
    log(event, { requestId, ...fields });

/** The loggable part of an unexpected error. Its message may quote a server or a password, so it stays out. */
export const describeError = (error: unknown): Pick<LogFields, 'error' | 'where'> => {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').replace(error.message, '');
  const frame = /\n\s+at .*?([\w.-]+:\d+):\d+\)?(?:\n|$)/.exec(frames)?.[1];
  return { error: error.constructor.name, ...(frame && { where: frame }) };
};
