import { describe, expect, test } from 'vitest';
import * as draft from './draft.ts';

const stored = { name: 'Support', displayName: '' };
const by = { name: 'Ada', at: '2026-01-01T00:00:00Z' };

test('only what was changed counts as changed', () => {
  const typed = draft.write(draft.open(stored, 1), { displayName: 'Acme' });
  expect(draft.changed(typed)).toEqual({ displayName: 'Acme' });
  expect(draft.isDirty(draft.write(typed, { displayName: '' }))).toBe(false);
});

test('a field that is being mended loses its mark, the others keep theirs', () => {
  const refused = draft.reject(draft.open(stored, 1), { name: 'No.', displayName: 'No.' });
  expect(draft.write(refused, { name: 'Desk' }).errors).toEqual({ displayName: 'No.' });
});

test('what is typed while it is being saved is kept, to be saved next', () => {
  const saving = draft.startSaving(draft.write(draft.open(stored, 1), { name: 'Desk' }));
  const typed = draft.write(saving, { displayName: 'Acme' });
  expect(typed.kind).toBe('saving');
  const done = draft.saved(typed, saving.form, { ...stored, name: 'Desk' }, 2);
  expect(done).toMatchObject({ kind: 'editing', version: 2 });
  expect(draft.changed(done)).toEqual({ displayName: 'Acme' });
});

describe('when somebody else was quicker', () => {
  const mine = draft.write(draft.open(stored, 1), { name: 'Desk' });
  const met = (theirs: typeof stored) => draft.meet(mine, theirs, 2, by);

  test('what was typed stays, and the question with it', () => {
    const conflict = draft.write(met({ ...stored, name: 'Help' }), { name: 'Desk 1' });
    expect(conflict).toMatchObject({ kind: 'conflict', form: { name: 'Desk 1' }, by });
  });

  test('both values of a field that both changed are shown', () => {
    expect(draft.compare(met({ name: 'Help', displayName: 'Acme' }))).toEqual({
      clashing: [{ field: 'name', before: 'Support', theirs: 'Help', mine: 'Desk' }],
      onlyTheirs: [{ field: 'displayName', before: '', theirs: 'Acme', mine: '' }],
    });
  });

  test('the same change by both is no clash', () => {
    expect(draft.compare(met({ ...stored, name: 'Desk' }))).toEqual({
      clashing: [],
      onlyTheirs: [],
    });
  });

  test('keeping mine stores onto their version, and keeps what only they changed', () => {
    const kept = draft.keepMine(met({ name: 'Help', displayName: 'Acme' }));
    expect(kept).toMatchObject({ version: 2, form: { name: 'Desk', displayName: 'Acme' } });
    expect(draft.changed(kept)).toEqual({ name: 'Desk' });
  });

  test('loading theirs forgets what was typed', () => {
    const theirs = { name: 'Help', displayName: 'Acme' };
    expect(draft.keepTheirs(met(theirs))).toEqual(draft.open(theirs, 2));
  });
});

describe('a draft from before the page was left', () => {
  const kept = { form: { ...stored, name: 'Desk' }, base: stored, version: 1 };

  test('is there again, to be stored onto the newest version', () => {
    expect(draft.resume(kept, stored, 3)).toMatchObject({ kind: 'editing', ...kept, version: 3 });
  });

  test('is still about the version it was typed for where somebody changed this form', () => {
    expect(draft.resume(kept, { ...stored, name: 'Help' }, 3)).toMatchObject(kept);
  });

  test('is over once what it says is stored', () => {
    expect(draft.resume(kept, kept.form, 3)).toEqual(draft.open(kept.form, 3));
  });
});

describe('a newer inbox from elsewhere on the page', () => {
  const typed = draft.write(draft.open(stored, 1), { name: 'Desk' });

  test('is shown where nothing was typed', () => {
    const newer = { ...stored, name: 'Help' };
    expect(draft.refresh(draft.open(stored, 1), newer, 2)).toEqual(draft.open(newer, 2));
  });

  test('does not take away what is being typed', () => {
    expect(draft.refresh(typed, stored, 2)).toMatchObject({ form: { name: 'Desk' }, version: 2 });
  });

  test('does not let a change of the same form be overwritten unasked', () => {
    expect(draft.refresh(typed, { ...stored, name: 'Help' }, 2).version).toBe(1);
  });
});
