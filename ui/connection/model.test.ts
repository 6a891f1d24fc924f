import { describe, expect, test } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import { ProblemError } from '../problem-error.ts';
import { emptyForm, nothingStored } from './form.ts';
import * as model from './model.ts';

const failure = {
  stage: 'authenticate' as const,
  code: 'wrong-password' as const,
  message: 'Refused.',
  hint: 'Type it again.',
  field: 'password' as const,
};
const good = { ok: true, stages: [], failure: null };
const bad = { ok: false, stages: [], failure };
const fresh = () => model.openEditor(emptyForm('a@b.example'), nothingStored);
const finish = (
  editor: model.Editor,
  imap = good as typeof good | typeof bad,
  smtp = good as typeof good | typeof bad,
) => model.hear(editor, { type: 'result', result: { ok: imap.ok && smtp.ok, imap, smtp, ms: 1 } });
const refusal = (problem: Partial<Problem>) =>
  new ProblemError({
    type: '',
    title: '',
    status: 422,
    code: 'invalid-input',
    requestId: '',
    ...problem,
  });

describe('a passed test', () => {
  const passed = finish(model.startTest(fresh(), 'test'));

  test('counts for exactly the values it was about', () => {
    expect(passed.kind).toBe('passed');
    expect(model.isTested(passed)).toBe(true);
    expect(model.isTested(model.typeInto(passed, 'imap', 'host', 'x.example'))).toBe(false);
  });

  test('counts again when a change is taken back', () => {
    const changed = model.typeInto(passed, 'imap', 'host', 'x.example');
    expect(model.isTested(model.typeInto(changed, 'imap', 'host', ''))).toBe(true);
  });
});

describe('a failed test', () => {
  test('marks the field it concerns', () => {
    expect(finish(model.startTest(fresh(), 'test'), bad).errors).toEqual({
      'imap.password': 'Refused.',
    });
  });

  test('marks IMAP’s field when SMTP signs in the same way', () => {
    expect(finish(model.startTest(fresh(), 'test'), good, bad).errors).toEqual({
      'imap.password': 'Refused.',
    });
  });

  test('marks SMTP’s own field when it signs in by itself', () => {
    const own = model.shareCredentials(fresh(), false);
    expect(finish(model.startTest(own, 'test'), good, bad).errors).toEqual({
      'smtp.password': 'Refused.',
    });
  });

  test('loses its mark when the field is mended, and keeps its reason to read', () => {
    const mended = model.typeInto(
      finish(model.startTest(fresh(), 'test'), bad),
      'imap',
      'password',
      'x',
    );
    expect(mended.errors).toEqual({});
    expect(mended.run?.imap.failure).toEqual(failure);
    expect(model.isStale(mended)).toBe(true);
  });
});

test('nothing can be typed while a test runs', () => {
  const testing = model.startTest(fresh(), 'test');
  expect(model.typeInto(testing, 'imap', 'host', 'x')).toBe(testing);
});

test('a stopped test leaves no marks and does not hear what still comes', () => {
  const stopped = model.stop(model.startTest(fresh(), 'test'));
  expect(stopped).toMatchObject({ kind: 'stopped', run: null });
  expect(finish(stopped)).toBe(stopped);
});

test('a stream that ends early is no failure of the settings', () => {
  expect(model.interrupt(model.startTest(fresh(), 'test'))).toMatchObject({
    kind: 'interrupted',
    errors: {},
  });
  const passed = finish(model.startTest(fresh(), 'test'));
  expect(model.interrupt(passed)).toBe(passed);
});

test('a refusal to store shows the test that the server made', () => {
  const result = { ok: false, imap: bad, smtp: good, ms: 1 };
  const refused = model.refuse(
    model.startSaving(fresh()),
    refusal({ code: 'connection-test-failed', result }),
  );
  expect(refused).toMatchObject({ kind: 'failed', errors: { 'imap.password': 'Refused.' } });
});

test('fields that the server names are marked', () => {
  const errors = [{ pointer: '#/imap/host', detail: 'Not this one.' }];
  expect(model.refuse(fresh(), refusal({ errors })).errors).toEqual({
    'imap.host': 'Not this one.',
  });
});

test('a check of what is stored says nothing of what is being typed', () => {
  const typed = model.typeInto(fresh(), 'imap', 'host', 'new.example');
  expect(model.isTested(finish(model.startTest(typed, 'check')))).toBe(false);
});

test('what was stored is not unsaved', () => {
  const typed = model.typeInto(fresh(), 'imap', 'host', 'new.example');
  expect(model.isDirty(typed)).toBe(true);
  expect(model.isDirty(model.saved(typed, typed.form, nothingStored))).toBe(false);
});
