import { describe, expect, test } from 'vitest';
import type { Problem } from '../../contract/problem.ts';
import { ProblemError } from '../problem-error.ts';
import { emptyForm, nothingStored } from './form.ts';
import * as model from './model.ts';

const AT = Date.parse('2026-05-04T10:00:00Z');
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
) => {
  const result = { ok: imap.ok && smtp.ok, imap, smtp, ms: 1 };
  return model.hear(editor, { type: 'result', result }, AT);
};
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
  const passed = finish(model.startTest(fresh(), 'test', AT));

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
    expect(finish(model.startTest(fresh(), 'test', AT), bad).errors).toEqual({
      'imap.password': 'Refused.',
    });
  });

  test('marks IMAP’s field when SMTP signs in the same way', () => {
    expect(finish(model.startTest(fresh(), 'test', AT), good, bad).errors).toEqual({
      'imap.password': 'Refused.',
    });
  });

  test('marks SMTP’s own field when it signs in by itself', () => {
    const own = model.shareCredentials(fresh(), false);
    expect(finish(model.startTest(own, 'test', AT), good, bad).errors).toEqual({
      'smtp.password': 'Refused.',
    });
  });

  test('loses its mark when the field is mended, and keeps its reason to read', () => {
    const mended = model.typeInto(
      finish(model.startTest(fresh(), 'test', AT), bad),
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
  const testing = model.startTest(fresh(), 'test', AT);
  expect(model.typeInto(testing, 'imap', 'host', 'x')).toBe(testing);
});

test('a stopped test leaves no marks and does not hear what still comes', () => {
  const stopped = model.stop(model.startTest(fresh(), 'test', AT));
  expect(stopped).toMatchObject({ kind: 'stopped', run: null });
  expect(finish(stopped)).toBe(stopped);
});

test('a stream that ends early is no failure of the settings', () => {
  expect(model.interrupt(model.startTest(fresh(), 'test', AT))).toMatchObject({
    kind: 'interrupted',
    errors: {},
  });
  const passed = finish(model.startTest(fresh(), 'test', AT));
  expect(model.interrupt(passed)).toBe(passed);
});

test('a refusal to store shows the test that the server made', () => {
  const result = { ok: false, imap: bad, smtp: good, ms: 1 };
  const refused = model.refuse(
    model.startSaving(fresh()),
    refusal({ code: 'connection-test-failed', result }),
    AT,
  );
  expect(refused).toMatchObject({ kind: 'failed', errors: { 'imap.password': 'Refused.' } });
});

test('fields that the server names are marked', () => {
  const errors = [{ pointer: '#/imap/host', detail: 'Not this one.' }];
  expect(model.refuse(fresh(), refusal({ errors }), AT).errors).toEqual({
    'imap.host': 'Not this one.',
  });
});

test('a check of what is stored says nothing of what is being typed', () => {
  const typed = model.typeInto(fresh(), 'imap', 'host', 'new.example');
  expect(model.isTested(finish(model.startTest(typed, 'check', AT)))).toBe(false);
});

test('what was stored is not unsaved', () => {
  const typed = model.typeInto(fresh(), 'imap', 'host', 'new.example');
  expect(model.isDirty(typed)).toBe(true);
  expect(model.isDirty(model.saved(typed, typed.form, nothingStored))).toBe(false);
});

describe('a trusted certificate', () => {
  const certificate = { fingerprint: 'AB:CD', expiresAt: '2027-01-31T00:00:00Z' };
  const at = (host: string) => model.typeInto(fresh(), 'imap', 'host', host);
  const trusting = model.trust(at('mail.example'), ['imap'], certificate);

  test('is a change that has to be tested and stored', () => {
    expect(trusting.form.imap.trustedCertificate).toEqual(certificate);
    expect(trusting.form.smtp.trustedCertificate).toBeNull();
    const passed = finish(model.startTest(at('mail.example'), 'test', AT));
    expect(model.isTested(model.trust(passed, ['imap'], certificate))).toBe(false);
    const stored = model.saved(at('mail.example'), at('mail.example').form, nothingStored);
    expect(model.isDirty(model.trust(stored, ['smtp'], certificate))).toBe(true);
  });

  test('is forgotten with the host that it was trusted at', () => {
    expect(
      model.typeInto(trusting, 'imap', 'host', 'other.example').form.imap.trustedCertificate,
    ).toBeNull();
  });

  test.each(['MAIL.example', ' mail.example '])('stays where the host stays: %j', (host) => {
    expect(model.typeInto(trusting, 'imap', 'host', host).form.imap.trustedCertificate).toEqual(
      certificate,
    );
  });

  test('of one server is not the other’s', () => {
    const both = model.trust(trusting, ['imap', 'smtp'], certificate);
    const { imap, smtp } = model.typeInto(both, 'smtp', 'host', 'other.example').form;
    expect([imap.trustedCertificate, smtp.trustedCertificate]).toEqual([certificate, null]);
  });

  test('goes away when it is forgotten', () => {
    expect(model.trust(trusting, ['imap'], null).form).toEqual(at('mail.example').form);
  });
});

describe('settings that were found', () => {
  const certificate = { fingerprint: 'AB:CD', expiresAt: '2027-01-31T00:00:00Z' };
  const typed = model.typeInto(fresh(), 'imap', 'password', 'secret');
  const trusting = model.trust(
    model.typeInto(typed, 'imap', 'host', 'mail.example'),
    ['imap'],
    certificate,
  );

  test('take the place of what was typed, and leave the sign-in', () => {
    const place = { host: 'mail.example', port: 143, security: 'starttls' as const };
    expect(model.takePlace(trusting, 'imap', place).form.imap).toEqual({
      ...trusting.form.imap,
      port: '143',
      security: 'starttls',
    });
  });

  test('of another host don’t have the trust in this one’s certificate', () => {
    const place = { host: 'imap.other.example', port: 993, security: 'tls' as const };
    expect(model.takePlace(trusting, 'imap', place).form.imap).toMatchObject({
      host: 'imap.other.example',
      password: 'secret',
      trustedCertificate: null,
    });
  });
});

describe('a pause before the next sign-in', () => {
  const failed = finish(model.startTest(fresh(), 'test', AT), bad);
  const pause = { purpose: 'save' as const, until: AT + 42_000, seconds: 42, login: null };
  const paused = model.pause(model.startTest(failed, 'save', AT), failed, pause);

  test('keeps what the last test found in sight', () => {
    expect(paused).toMatchObject({ kind: 'paused', run: failed.run, errors: failed.errors });
  });

  test('keeps everything as it is until it is over', () => {
    expect(model.isBusy(paused)).toBe(true);
    expect(model.isStoring(paused)).toBe(true);
    expect(model.typeInto(paused, 'imap', 'host', 'x')).toBe(paused);
  });

  test('can be stopped, and takes nothing away', () => {
    const stopped = model.stop(paused);
    expect(stopped).toMatchObject({ kind: 'stopped', was: 'paused', run: failed.run });
    expect(model.isBusy(stopped)).toBe(false);
  });
});
