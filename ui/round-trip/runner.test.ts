import { describe, expect, test } from 'vitest';
import type { RoundTripEvent } from '../../contract/round-trip.ts';
import { roundTripRunner } from './runner.ts';

const SENT: RoundTripEvent = { type: 'step', step: 'send', status: 'running', ms: 0 };

/** An answer that is written while it is being read. */
const answer = () => {
  const signals: AbortSignal[] = [];
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  async function* send(_org: string, _id: string, signal: AbortSignal) {
    signals.push(signal);
    yield SENT;
    await ended;
  }
  return { send, signals, end: () => end() };
};

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the runner', () => {
  test('sends one message at a time', async () => {
    const { send, signals } = answer();
    const runner = roundTripRunner('acme', 'inb_1', send);
    void runner.start();
    void runner.start();
    await settled();
    expect(signals).toHaveLength(1);
  });

  test('lets go of the request when it is stopped, and can send another', async () => {
    const { send, signals } = answer();
    const runner = roundTripRunner('acme', 'inb_1', send);
    void runner.start();
    await settled();
    runner.stop();
    expect(signals[0]?.aborted).toBe(true);
    expect(runner.state.value).toMatchObject({ kind: 'stopped', isLoose: true });
    void runner.start();
    await settled();
    expect(runner.state.value.kind).toBe('running');
    expect(signals[1]?.aborted).toBe(false);
  });

  test('calls an answer without a result an interruption', async () => {
    const { send, end } = answer();
    const runner = roundTripRunner('acme', 'inb_1', send);
    const run = runner.start();
    end();
    await run;
    expect(runner.state.value.kind).toBe('interrupted');
  });

  test('lets go of the request when its inbox is left', async () => {
    const { send, signals } = answer();
    const runner = roundTripRunner('acme', 'inb_1', send);
    void runner.start();
    await settled();
    runner.dispose();
    expect(signals[0]?.aborted).toBe(true);
  });
});
