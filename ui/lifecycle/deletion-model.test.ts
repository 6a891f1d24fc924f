import { describe, expect, test } from 'vitest';
import type { DeletionPreview, TransferTarget } from '../../contract/deletion.ts';
import * as model from './deletion-model.ts';

const target = (id: string): TransferTarget => ({ id, name: id, emailAddress: `${id}@b.example` });
const preview = (change: Partial<DeletionPreview> = {}): DeletionPreview => ({
  openTickets: 3,
  aliases: [],
  autoResponse: null,
  transferTargets: [target('a'), target('b')],
  ...change,
});

const begun = model.open({
  id: 'inb_1',
  name: 'Support',
  emailAddress: 'support@b.example',
  connectionType: 'imap',
  version: 1,
  actions: ['delete'],
});
type Asking = Extract<model.Deletion, { kind: 'asking' }>;
const asking = (change?: Partial<DeletionPreview>) => model.show(begun, preview(change)) as Asking;
const answered = (change: Partial<model.Answers>) => model.answer(asking(), change) as Asking;

describe('what is sent', () => {
  test('is nothing of tickets where there are none', () => {
    expect(model.decide(asking({ openTickets: 0 }))).toEqual({ ok: true, value: {} });
  });

  test('has to say what happens to open tickets', () => {
    expect(model.decide(asking())).toMatchObject({
      ok: false,
      errors: { tickets: expect.any(String) },
    });
  });

  test('names who takes them', () => {
    expect(model.decide(answered({ tickets: 'transfer' }))).toMatchObject({
      ok: false,
      errors: { target: expect.any(String) },
    });
    expect(model.decide(answered({ tickets: 'transfer', target: target('b') }))).toEqual({
      ok: true,
      value: { tickets: { action: 'transfer', inboxId: 'b' } },
    });
  });

  test('or closes them', () => {
    const value = { tickets: { action: 'close' } };
    expect(model.decide(answered({ tickets: 'close' }))).toEqual({ ok: true, value });
  });
});

test.each([
  ['Support', true],
  ['  Support ', true],
  ['support', false],
  ['', false],
  ['Suppor', false],
])('%j confirms: %s', (name, isConfirmed) => {
  expect(model.isConfirmed(answered({ name }))).toBe(isConfirmed);
});

test('an inbox whose name shows nothing is confirmed by its address', () => {
  const asked = answered({ name: 'support@b.example' });
  expect(model.isConfirmed(asked)).toBe(false);
  const unseen = { ...asked.inbox, name: '\u200b' };
  expect(model.isConfirmed({ ...asked, inbox: unseen })).toBe(true);
  expect(model.isConfirmed({ inbox: unseen, answers: { ...asked.answers, name: '' } })).toBe(false);
});

test('what was answered outlives a newer preview', () => {
  const later = model.show(
    answered({ name: 'Support', tickets: 'close' }),
    preview({ openTickets: 4 }),
    new Error('409'),
  );
  expect(later).toMatchObject({
    preview: { openTickets: 4 },
    answers: { name: 'Support', tickets: 'close' },
    refusal: new Error('409'),
  });
});

test('a target that is no longer active has to be chosen anew', () => {
  const chosen = answered({ tickets: 'transfer', target: target('a') });
  expect(model.forgetTarget(chosen).answers).toMatchObject({ tickets: 'transfer', target: null });
});

describe('many inboxes to choose from', () => {
  const many = Array.from({ length: 100 }, (_, index) => target(`i${index}`));

  test('can be narrowed, also once few are left', () => {
    const full = asking({ transferTargets: many });
    expect(full.canNarrow).toBe(true);
    expect(model.show(full, preview({ transferTargets: [] }))).toMatchObject({ canNarrow: true });
    expect(asking().canNarrow).toBe(false);
  });

  test('keep the chosen one while others are looked for', () => {
    const chosen = model.answer(asking({ transferTargets: many }), { target: target('i7') });
    const narrowed = model.narrow(chosen, preview({ transferTargets: [target('x')] })) as Asking;
    expect(model.targetsOf(narrowed).map(({ id }) => id)).toEqual(['i7', 'x']);
  });
});

test('a long list of aliases is shortened, and never by one', () => {
  expect(model.shorten(['a', 'b', 'c', 'd'])).toEqual({ shown: ['a', 'b', 'c', 'd'], more: 0 });
  expect(model.shorten(['a', 'b', 'c', 'd', 'e'])).toEqual({ shown: ['a', 'b', 'c'], more: 2 });
});
