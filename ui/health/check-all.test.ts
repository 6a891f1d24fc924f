import { expect, test } from 'vitest';
import type { CheckResult } from '../../contract/check.ts';
import type { ProblemCode } from '../../contract/problem.ts';
import { ProblemError } from '../problem-error.ts';
import { allChecker, progressWords } from './check-all.ts';

const found = (ok: boolean): CheckResult => ({ ok, imap: null, smtp: null, ms: 1 });
const problem = (code: ProblemCode) =>
  new ProblemError({ type: '', title: '', status: 400, requestId: '', code });
const ids = ['a', 'b', 'c', 'd', 'e'];
/** Lets whatever is waiting go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('every inbox is checked once, never more than three at a time', async () => {
  const seen: string[] = [];
  let [now, most] = [0, 0];
  const checker = allChecker(async (id) => {
    seen.push(id);
    now += 1;
    most = Math.max(most, now);
    await settle();
    now -= 1;
    return found(id === 'a' || id === 'd');
  });
  await checker.run('k', ids);
  expect([seen, most]).toEqual([ids, 3]);
  expect(progressWords(checker.state.value)).toBe('Checked 5 inboxes: 2 came back.');
});

test('an inbox that can’t be checked is no reason to stop', async () => {
  const checker = allChecker(async (id) => {
    if (id === 'b') throw problem('not-connected');
    return found(true);
  });
  await checker.run('k', ids);
  expect(checker.state.value).toMatchObject({ kind: 'done', done: 5, back: 4 });
});

test('what would keep the others from being checked too stops it, and is told', async () => {
  let asked = 0;
  const refusal = problem('too-many-tests');
  const checker = allChecker(async () => {
    asked += 1;
    throw refusal;
  });
  await checker.run('k', ids);
  expect(checker.state.value).toMatchObject({ kind: 'stopped', error: refusal, done: 0 });
  expect(asked).toBeLessThanOrEqual(3);
});

test('whoever stops it sees what was done until then', async () => {
  const asked: string[] = [];
  const checker = allChecker(async (id, left) => {
    asked.push(id);
    if (id === 'a') return found(true);
    return new Promise((_, reject) => {
      left.addEventListener('abort', () => reject(new Error('left')));
    });
  });
  const running = checker.run('k', ids);
  await settle();
  expect(progressWords(checker.state.value)).toBe('1 of 5 checked, 1 came back.');
  checker.stop();
  await running;
  expect(progressWords(checker.state.value)).toBe('Stopped after 1 of 5 inboxes: 1 came back.');
  expect(asked).not.toContain('e');
});

test('all that came back are told as all', async () => {
  const checker = allChecker(async () => found(true));
  await checker.run('k', ['a', 'b']);
  expect(progressWords(checker.state.value)).toBe('Checked 2 inboxes: all came back.');
});
