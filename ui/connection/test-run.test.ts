import { describe, expect, test } from 'vitest';
import type { StageOutcome, TestEvent } from '../../contract/connection-test.ts';
import type { Security } from '../../contract/mail-server.ts';
import { emptyForm } from './form.ts';
import { failedStage, passed, stageOrder, startRun, type TestRun, withEvent } from './test-run.ts';

const AT = 1_000;
const form = emptyForm('a@b.example');
const started = (security: Security = 'tls') =>
  startRun({ ...form, imap: { ...form.imap, security, password: 'secret' } }, AT);
const hear = (run: TestRun, event: TestEvent, at = AT) => withEvent(run, event, at);
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
  const run = hear(started(), stage('resolve'));
  expect(marks(run).slice(0, 3)).toEqual(['resolve passed', 'connect running', 'tls pending']);
});

test('nothing runs after a stage has failed', () => {
  const run = hear(started(), stage('resolve', 'failed'));
  expect(marks(run)).not.toContainEqual(expect.stringContaining('running'));
});

test('a stage that nobody expected is shown where it happened', () => {
  const run = hear(started('none'), stage('tls', 'skipped'));
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
  const run = hear(started(), { type: 'result', result });
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
  const queued = hear(started(), { type: 'queued' });
  expect([queued.queued, hear(queued, stage('resolve')).queued]).toEqual([true, false]);
});

test('a stage runs from the end of the one before', () => {
  const run = hear(started(), stage('resolve'), AT + 250);
  expect(run.imap.stages[1]).toEqual({ stage: 'connect', status: 'running', since: AT + 250 });
  const later = hear(run, { ...stage('resolve'), protocol: 'smtp' } as TestEvent, AT + 900);
  expect(later.imap.stages[1]).toMatchObject({ since: AT + 250 });
});

test('what a stage learned stays with it', () => {
  const facts = { addresses: ['192.0.2.1'] };
  const run = hear(started(), { ...stage('resolve'), facts } as TestEvent);
  expect(run.imap.stages[0]).toMatchObject({ facts });
});

test('better settings are looked for until the result is there', () => {
  const failed = hear(started(), { type: 'failure', protocol: 'imap', failure });
  const probing = hear(failed, { type: 'probing', protocol: 'imap' });
  expect([failed.imap.probing, probing.imap.probing, probing.smtp.probing]).toEqual([
    false,
    true,
    false,
  ]);
  const fix = { host: 'b.example', port: 143, security: 'starttls' as const };
  const imap = { ok: false, stages: [], failure: { ...failure, fix } };
  const result = { ok: false, imap, smtp: { ok: true, stages: [], failure: null }, ms: 12 };
  const over = hear(probing, { type: 'result', result });
  expect(over.imap).toMatchObject({ probing: false, failure: { fix } });
  expect(over.ms).toBe(12);
});

test('the first stage that failed is the one that is told of', () => {
  expect(failedStage(started().imap)).toBeNull();
  expect(failedStage(hear(started(), stage('connect', 'failed')).imap)).toBe('connect');
});

test('a run knows what was asked, and never the password', () => {
  const run = started();
  expect(run.imap.asked).toMatchObject({ port: '993', security: 'tls', username: 'a@b.example' });
  expect(JSON.stringify(run)).not.toContain('secret');
});

test('SMTP is asked with IMAP’s username where both sign in alike', () => {
  const other = { ...form, smtp: { ...form.smtp, username: 'left over' } };
  expect(startRun(other, AT).smtp.asked.username).toBe('a@b.example');
  const own = { ...form, smtp: { ...form.smtp, username: 'own', sameCredentials: false } };
  expect(startRun(own, AT).smtp.asked.username).toBe('own');
});
