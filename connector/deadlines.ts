/** How long things may take, in milliseconds. Every one is a wall clock: activity doesn't extend it. */
export type Deadlines = {
  resolveMs: number;
  stageMs: number;
  testMs: number;
  /** A server that is to greet first and stays silent this long is looked at again, over TLS. */
  silenceMs: number;
  /** How long that second look waits for the first bytes. */
  secondLookMs: number;
  /** How long better settings are looked for after a failure, all candidates at once. */
  probeMs: number;
  /** How long a socket stays open for the answer to LOGOUT or QUIT, which nobody waits for. */
  lingerMs: number;
};

export const DEADLINES: Deadlines = {
  resolveMs: 5_000,
  stageMs: 10_000,
  // Half a second less than is promised: ending takes a moment too.
  testMs: 19_500,
  silenceMs: 1_500,
  secondLookMs: 2_000,
  probeMs: 3_000,
  lingerMs: 1_000,
};
