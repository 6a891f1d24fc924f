import { describe, expect, test } from 'vitest';
import { emptyForm } from '../connection/form.ts';
import { deserialize, serialize } from './draft.ts';
import * as model from './model.ts';

describe('the address', () => {
  test('has to be one before the way to connect is asked for', () => {
    const wizard = model.giveAddress(model.type(model.begin(), 'emailAddress', 'nonsense'));
    expect(wizard).toMatchObject({ step: 'address', errors: { emailAddress: expect.any(String) } });
  });

  test('that is given anew gets a name of its own, unless somebody typed one', () => {
    const give = (wizard: model.Wizard, address: string) =>
      model.giveAddress(model.type(wizard, 'emailAddress', address));
    const first = give(model.begin(), 'sales@example.com');
    expect(give(first, 'help@example.com').draft.name).toBe('Help');
    const named = model.type(first, 'name', 'Desk');
    expect(give(named, 'help@example.com').draft.name).toBe('Desk');
  });

  test('suggests the name', () => {
    const wizard = model.giveAddress(
      model.type(model.begin(), 'emailAddress', ' sales.eu@b.example '),
    );
    expect(wizard).toMatchObject({
      step: 'type',
      draft: { emailAddress: 'sales.eu@b.example', name: 'Sales eu' },
    });
  });

  test('leaves a name alone that somebody has given', () => {
    const named = model.type(
      model.type(model.begin(), 'name', 'Desk'),
      'emailAddress',
      'a@b.example',
    );
    expect(model.giveAddress(named).draft.name).toBe('Desk');
  });

  test('keeps the script it was typed in', () => {
    const typed = model.type(model.begin(), 'emailAddress', 'sales@bücher.test');
    expect(model.giveAddress(typed)).toMatchObject({
      step: 'type',
      draft: { emailAddress: 'sales@bücher.test' },
    });
  });

  test('that is taken leads back to its question', () => {
    const wizard = model.refuse(model.begin(model.emptyDraft, 'servers'), new Error('409'), true);
    expect(wizard.step).toBe('address');
  });
});

test('the username follows the address until somebody writes another', () => {
  const form = model.withAddress(emptyForm('a@b.example'), 'a@b.example', 'c@b.example');
  expect(form.imap.username).toBe('c@b.example');
  const own = { ...form, imap: { ...form.imap, username: 'account-7' } };
  expect(model.withAddress(own, 'c@b.example', 'd@b.example').imap.username).toBe('account-7');
});

test('an untouched wizard has nothing to lose', () => {
  expect(model.isDirty(model.begin(), emptyForm(''))).toBe(false);
  expect(model.isDirty(model.type(model.begin(), 'name', 'x'), emptyForm(''))).toBe(true);
});

describe('the key of a try', () => {
  const creation = { name: 'A', emailAddress: 'a@b.example', connectionType: 'imap' } as const;
  const first = model.attemptAt(creation, null, () => 'k-1');

  test('stays while the same is asked for again', () => {
    expect(model.attemptAt({ ...creation }, first, () => 'k-2').key).toBe('k-1');
  });

  test('is a new one for anything else', () => {
    expect(model.attemptAt({ ...creation, name: 'B' }, first, () => 'k-2').key).toBe('k-2');
  });
});

describe('the kept draft', () => {
  const form = emptyForm('a@b.example');
  const kept = {
    draft: { emailAddress: 'a@b.example', name: 'A', displayName: '' },
    step: 'servers' as const,
    attempt: { creation: '{}', key: 'k-1' },
    form: {
      imap: { ...form.imap, host: 'imap.b.example', password: 'secret-1' },
      smtp: { ...form.smtp, sameCredentials: false, password: 'secret-2' },
    },
  };

  test('never holds a password', () => {
    expect(serialize(kept)).not.toContain('secret');
  });

  test('comes back as it was otherwise', () => {
    const back = deserialize(serialize(kept));
    expect(back).toMatchObject({
      draft: kept.draft,
      step: 'servers',
      attempt: kept.attempt,
      form: { imap: { host: 'imap.b.example', password: '' }, smtp: { sameCredentials: false } },
    });
  });

  test.each([
    null,
    '',
    'nonsense',
    '[]',
    '42',
    '{"form":{"imap":{"port":7,"security":"x"}},"step":"servers"}',
  ])('is harmless when it is %j', (stored) => {
    const back = deserialize(stored);
    expect(back === null || (back.step === 'address' && back.form.imap.security === 'tls')).toBe(
      true,
    );
  });
});
