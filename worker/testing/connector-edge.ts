import { env } from 'cloudflare:workers';
import { onTestFinished } from 'vitest';
import type { TestResult } from '../../contract/connection-test.ts';
import { CONNECTOR_TESTS_PATH, type ConnectorTestRequest } from '../../contract/connector.ts';
import type { FailureCode } from '../../contract/failure.ts';
import { type Connector, createConnector } from '../platform/connector.ts';

/**
 * What becomes of a test: it goes to the real connector, or that is gone, is busy, fails at it, does not
 * take it, has let it wait for nothing, or has found something.
 */
export type Fate =
  | 'real'
  | 'down'
  | 'busy'
  | 'broken-off'
  | 'fails'
  | 'not-taken'
  | 'only-waited'
  | TestResult;

const POLL_MS = 5;
const FRESH = { ok: true, stages: [], failure: null };

/** A test that passed, without anybody being asked. */
export const PASSED: TestResult = { ok: true, imap: FRESH, smtp: FRESH, ms: 1 };

/** A test whose IMAP server could not be used. */
export const failedWith = (code: FailureCode): TestResult => ({
  ...PASSED,
  ok: false,
  imap: {
    ...{ ok: false, stages: [] },
    failure: { stage: 'connect', code, message: 'Ours.', hint: 'Ours.' },
  },
});

const answers: Record<Exclude<Fate, TestResult | 'real'>, () => Response> = {
  down: () => {
    throw new TypeError('Network connection lost.');
  },
  busy: () => new Response(null, { status: 429, headers: { 'retry-after': '1' } }),
  'broken-off': () =>
    new Response('{"type":"stage","protocol":"imap","stage":"resolve","status":"passed","ms":1}\n'),
  fails: () => new Response(null, { status: 500 }),
  'not-taken': () => new Response(null, { status: 422 }),
  'only-waited': () => new Response('{"type":"queued"}\n{"type":"queued"}\n'),
};

/**
 * The way to the connector, with its requests kept and their fates chosen by a test; a fate may also be
 * `held`: it is decided upon, and under way until it is let through.
 */
export const connectorEdge = (real: Pick<Fetcher, 'fetch'> = env.CONNECTOR) => {
  const asked: ConnectorTestRequest[] = [];
  const state = { isHeld: false, held: 0, atOnce: 0, most: 0 };
  let isOneHeld: (request: ConnectorTestRequest) => boolean = () => true;
  let fateOf: (request: ConnectorTestRequest, number: number) => Fate = () => 'real';

  const answer = async (url: string, init: RequestInit, body: ConnectorTestRequest) => {
    asked.push(body);
    const fate = fateOf(body, asked.length);
    if (fate === 'real') return real.fetch(url, init);
    if (typeof fate === 'string') return answers[fate]();
    return new Response(`${JSON.stringify({ type: 'result', result: fate })}\n`);
  };

  const fetchHere = async (url: string, init: RequestInit): Promise<Response> => {
    if (!url.endsWith(CONNECTOR_TESTS_PATH)) return real.fetch(url, init);
    state.atOnce += 1;
    state.most = Math.max(state.most, state.atOnce);
    try {
      const request: ConnectorTestRequest = JSON.parse(String(init.body));
      const response = await answer(url, init, request);
      if (!isOneHeld(request)) return response;
      state.held += 1;
      // A promise of the test would be of another request than the one that waits for it.
      while (state.isHeld) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      return response;
    } finally {
      state.atOnce -= 1;
    }
  };

  const connector: Connector = createConnector(
    { fetch: fetchHere as Fetcher['fetch'] },
    env.CONNECTOR_HMAC_KEY,
    () => new Date(),
  );

  onTestFinished(() => {
    state.isHeld = false;
  });

  return {
    connector,
    asked,
    /** How many were asked at the same time, at most. */
    mostAtOnce: () => state.most,
    /** Decides what becomes of each test from now on. */
    decide(decide: (request: ConnectorTestRequest, number: number) => Fate): void {
      fateOf = decide;
    },
    /** From now on answers are under way until they are let through: all, or those to some requests. */
    hold(which: (request: ConnectorTestRequest) => boolean = () => true): void {
      isOneHeld = which;
      state.held = 0;
      state.isHeld = true;
    },
    isHolding: () => state.held > 0,
    letThrough(): void {
      state.isHeld = false;
    },
  };
};

export type ConnectorEdge = ReturnType<typeof connectorEdge>;
