import { describe, expect, test } from 'vitest';
import type { StageOutcome, TestEvent } from '../../contract/connection-test.ts';
import { passed, stageOrder, startRun, withEvent } from './test-run.ts';

const tls = { imap: { security: 'tls' }, smtp: { security: 'tls' } } as const;
const stage = (
  name: StageOutcome['stage'],
  status: StageOutcome['status'] = 'passed',
): TestEvent => ({ type: 'stage', protocol: 'imap', stage: name, status, ms: 5 });
const marks = (run: ReturnType<typeof startRun>) =>
  run.imap.stages.map((mark) => `${mark.stage} ${mark.status}`);
const failure = {
  stage: 'authenticate' as const,
  code: 'wrong-password' as const,
  message: 'No.',
  hint: 'Again.',
  field: 'password' as const,
};

describe('the stages to expect', () => {
  test('have TLS before the greeting when it starts at once', () => {
    expect(stageOrder('imap', 'tls')).toEqual([
      'resolve',
      'connect',
      'tls',
      'greeting',
      'authenticate',
      'mailbox',
    ]);
  });
  test('have TLS after the greeting with STARTTLS', () => {
    expect(stageOrder('smtp', 'starttls')).toEqual([
      'resolve',
      'connect',
      'greeting',
      'tls',
      'authenticate',
      'sender',
    ]);
  });
  test('have no TLS where there is none', () => {
    expect(stageOrder('imap', 'none')).not.toContain('tls');
  });
});

test('the first stage that is open is the one that runs', () => {
  const run = withEvent(startRun(tls), stage('resolve'));
  expect(marks(run).slice(0, 3)).toEqual(['resolve passed', 'connect running', 'tls pending']);
});

test('nothing runs after a stage has failed', () => {
  const run = withEvent(startRun(tls), stage('resolve', 'failed'));
  expect(marks(run)).not.toContainEqual(expect.stringContaining('running'));
});

test('a stage that nobody expected is shown where it happened', () => {
  const run = withEvent(startRun({ ...tls, imap: { security: 'none' } }), stage('tls', 'skipped'));
  expect(marks(run)[0]).toBe('tls skipped');
});

test('what a failure kept from happening is skipped once the result is there', () => {
  const stages = [{ stage: 'resolve' as const, status: 'failed' as const, ms: 1 }];
  const result = {
    ok: false,
    imap: { ok: false, stages, failure },
    smtp: { ok: true, stages: [], failure: null },
    ms: 9,
  };
  const run = withEvent(startRun(tls), { type: 'result', result });
  expect(marks(run)).toEqual([
    'resolve failed',
    'connect skipped',
    'tls skipped',
    'greeting skipped',
    'authenticate skipped',
    'mailbox skipped',
  ]);
  expect(passed(run)).toBe(false);
});

test('a queue is over with the first stage', () => {
  const queued = withEvent(startRun(tls), { type: 'queued' });
  expect([queued.queued, withEvent(queued, stage('resolve')).queued]).toEqual([true, false]);
});
