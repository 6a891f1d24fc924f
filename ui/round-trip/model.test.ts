import { describe, expect, test } from 'vitest';
import type { RoundTripEvent, RoundTripResult } from '../../contract/round-trip.ts';
import { ProblemError } from '../problem-error.ts';
import * as model from './model.ts';

const result: RoundTripResult = {
  ok: true,
  sentMs: 900,
  arrivedMs: 2400,
  folder: 'INBOX',
  folderUse: 'inbox',
  authentication: null,
  deleted: true,
  subject: 'Letterbox test message 1',
  failure: null,
  ms: 2600,
};
const step = (
  step: 'send' | 'find' | 'delete',
  status: 'running' | 'passed' | 'failed',
  ms: number,
): RoundTripEvent => ({ type: 'step', step, status, ms });

const after = (...events: RoundTripEvent[]): model.Trip => events.reduce(model.hear, model.begin());
const statuses = (trip: model.Trip) =>
  'journey' in trip ? trip.journey.steps.map(({ status }) => status) : [];
const times = (trip: model.Trip) =>
  'journey' in trip ? trip.journey.steps.map(({ ms }) => ms) : [];

describe('a round trip', () => {
  test('tells each step as it goes, with the time it took by itself', () => {
    const trip = after(
      step('send', 'running', 0),
      step('send', 'passed', 900),
      step('find', 'running', 910),
      step('find', 'passed', 2400),
      step('delete', 'running', 2400),
    );
    expect(statuses(trip)).toEqual(['passed', 'passed', 'running']);
    expect(times(trip)).toEqual([900, 1490, null]);
  });

  test('is known by its subject once it was stopped or interrupted', () => {
    const trip = after(
      { type: 'queued' },
      { type: 'began', subject: 'Letterbox test message 8c1f' },
    );
    const known = { journey: { isQueued: false, subject: 'Letterbox test message 8c1f' } };
    expect(model.stop(trip)).toMatchObject({ kind: 'stopped', isLoose: true, ...known });
    expect(model.interrupt(trip)).toMatchObject({ kind: 'interrupted', isLoose: true, ...known });
  });

  test('counts how often the mailbox was looked through', () => {
    const trip = after(
      { type: 'looked', folders: 3, ms: 1 },
      { type: 'looked', folders: 4, ms: 2 },
    );
    expect(trip).toMatchObject({ journey: { looked: { times: 2, folders: 4 } } });
  });

  test('waits in the queue until the first step begins', () => {
    expect(after({ type: 'queued' })).toMatchObject({ journey: { isQueued: true } });
    expect(after({ type: 'queued' }, step('send', 'running', 5))).toMatchObject({
      journey: { isQueued: false },
    });
  });

  test('leaves undone what a failure kept from happening', () => {
    const trip = after(step('send', 'running', 0), step('send', 'failed', 40), {
      type: 'result',
      result: { ...result, ok: false },
    });
    expect(trip.kind).toBe('done');
    expect(statuses(trip)).toEqual(['failed', 'skipped', 'skipped']);
  });

  test('hears nothing more once it was stopped', () => {
    const stopped = model.stop(after(step('send', 'running', 0)));
    expect(model.hear(stopped, { type: 'result', result })).toBe(stopped);
  });

  test('that is over can’t be stopped', () => {
    const done = after({ type: 'result', result });
    expect(model.stop(done)).toBe(done);
    expect(model.interrupt(done)).toBe(done);
  });
});

describe('a message that nobody waits for', () => {
  const isLoose = (...events: RoundTripEvent[]) => {
    const trip = model.stop(after(...events));
    return trip.kind === 'stopped' && trip.isLoose;
  };

  test('was never sent while the test was in the queue', () => {
    expect(isLoose({ type: 'queued' })).toBe(false);
  });

  test('may have been sent where nothing was heard yet', () => {
    expect(isLoose()).toBe(true);
  });

  test('may have been sent once sending began, and was while it is looked for', () => {
    expect(isLoose(step('send', 'running', 0))).toBe(true);
    expect(isLoose(step('send', 'running', 0), step('send', 'passed', 9))).toBe(true);
  });

  test('was not sent where sending failed', () => {
    expect(isLoose(step('send', 'running', 0), step('send', 'failed', 9))).toBe(false);
  });

  test('is gone once it was deleted', () => {
    expect(isLoose(step('send', 'passed', 9), step('delete', 'passed', 20))).toBe(false);
  });
});

describe('a refusal', () => {
  const refusal = (retryAfter?: number) =>
    new ProblemError({
      type: '/problems/login-paused',
      title: 'Wait',
      status: 429,
      code: 'login-paused',
      requestId: 'req_1',
      ...(retryAfter !== undefined && { retryAfter }),
    });

  test('says when it may be tried again, where the server does', () => {
    expect(model.refuse(refusal(30), 1_000)).toMatchObject({ kind: 'refused', until: 31_000 });
    expect(model.refuse(refusal(), 1_000)).toMatchObject({ until: null });
    expect(model.refuse(new Error('no answer'), 1_000)).toMatchObject({ until: null });
  });
});
