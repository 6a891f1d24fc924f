import { describe, expect, test } from 'vitest';
import { emptyForm } from '../connection/form.ts';
import { noServers } from '../mail-settings/servers.ts';
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

describe('the way to connect', () => {
  const given = model.giveAddress(model.type(model.begin(), 'emailAddress', 'a@b.example'));

  test.each([
    ['imap', 'servers'],
    ['gmail', 'sign-in'],
    ['microsoft', 'sign-in'],
  ] as const)('%s leads to the %s', (type, step) => {
    const { draft } = model.chooseWay(given, type);
    expect(model.lastStepOf(draft)).toBe(step);
    expect(model.stepsOf(draft)).toEqual(['address', 'type', step]);
  });

  test('decides which of the last questions an address in the browser means', () => {
    expect(model.ask(model.chooseWay(given, 'gmail'), 'servers').step).toBe('sign-in');
    expect(model.ask(model.chooseWay(given, 'imap'), 'sign-in').step).toBe('servers');
  });

  test('is what the inbox is made with', () => {
    const creation = model.parseCreation(model.chooseWay(given, 'microsoft'));
    expect(creation).toEqual({
      ok: true,
      value: {
        name: 'A',
        displayName: '',
        emailAddress: 'a@b.example',
        connectionType: 'microsoft',
      },
    });
  });

  test('stays as it is while the inbox is being made', () => {
    const making = model.startMaking(model.chooseWay(given, 'gmail'));
    expect(model.chooseWay(making, 'imap').draft.connectionType).toBe('gmail');
  });

  test('whose inbox is refused for its address leads back to that', () => {
    const refused = model.refuse(model.chooseWay(given, 'gmail'), new Error('409'), true);
    expect(refused).toMatchObject({ step: 'address', draft: { connectionType: 'gmail' } });
    const other = model.refuse(model.chooseWay(given, 'gmail'), new Error('500'), false);
    expect(other.step).toBe('sign-in');
  });
});

describe('the way that is suggested', () => {
  const given = model.giveAddress(model.type(model.begin(), 'emailAddress', 'a@b.example'));
  const wayOf = ({ draft }: model.Wizard) => draft.connectionType;

  test('is taken while nobody has chosen one', () => {
    expect(wayOf(model.suggestWay(given, 'gmail'))).toBe('gmail');
    expect(wayOf(model.suggestWay(model.suggestWay(given, 'gmail'), 'imap'))).toBe('imap');
  });

  test('never takes the place of one that was chosen', () => {
    expect(wayOf(model.suggestWay(model.chooseWay(given, 'imap'), 'gmail'))).toBe('imap');
  });

  test('changes nothing under the last question', () => {
    expect(wayOf(model.suggestWay(model.ask(given, 'servers'), 'gmail'))).toBe('imap');
  });

  test('is free again for another address', () => {
    const chosen = model.chooseWay(given, 'imap');
    expect(wayOf(model.suggestWay(model.forgetWay(chosen), 'gmail'))).toBe('gmail');
  });
});

describe('the shared mailbox', () => {
  const microsoft = (address: string) =>
    model.chooseWay(
      model.giveAddress(model.type(model.begin(), 'emailAddress', address)),
      'microsoft',
    );
  const shared = (address: string) =>
    model.share(microsoft('a@b.example'), { isShared: true, address });

  test('has the inbox’s address until somebody types another', () => {
    const given = microsoft('a@b.example');
    expect(given.draft.shared).toEqual({ isShared: false, address: 'a@b.example' });
    const again = model.giveAddress(model.type(given, 'emailAddress', 'c@b.example'));
    expect(again.draft.shared.address).toBe('c@b.example');
    const own = model.type(shared('desk@b.example'), 'emailAddress', 'c@b.example');
    expect(model.giveAddress(own).draft.shared.address).toBe('desk@b.example');
  });

  test('is signed in for', () => {
    expect(model.parseSignIn(shared(' desk@b.example '))).toMatchObject({
      ok: true,
      value: { sharedMailbox: 'desk@b.example' },
    });
  });

  test('has to have an address, said together with what else is wrong', () => {
    expect(model.parseSignIn(model.type(shared('nonsense'), 'name', ''))).toMatchObject({
      ok: false,
      errors: { name: expect.any(String), sharedMailbox: expect.any(String) },
    });
  });

  test('is Microsoft’s alone', () => {
    expect(model.parseSignIn(model.chooseWay(shared('nonsense'), 'gmail'))).toMatchObject({
      ok: true,
      value: { sharedMailbox: undefined },
    });
  });
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
    draft: { ...model.emptyDraft, emailAddress: 'a@b.example', name: 'A' },
    step: 'servers' as const,
    attempt: { creation: '{}', key: 'k-1' },
    form: {
      imap: { ...form.imap, host: 'imap.b.example', password: 'secret-1' },
      smtp: { ...form.smtp, sameCredentials: false, password: 'secret-2' },
    },
    offered: noServers('a@b.example'),
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
      offered: kept.offered,
    });
  });

  test('keeps the way to connect and the shared mailbox', () => {
    const draft = {
      ...kept.draft,
      connectionType: 'microsoft' as const,
      shared: { isShared: true, address: 'desk@b.example' },
    };
    const back = deserialize(serialize({ ...kept, draft, step: 'sign-in' }));
    expect(back).toMatchObject({ draft, step: 'sign-in' });
  });

  test('of an older release has a way that somebody chose, where it is not the usual one', () => {
    const old = '{"draft":{"emailAddress":"a@b.example","connectionType":"gmail"}}';
    expect(deserialize(old)?.draft.isWayChosen).toBe(true);
  });

  test('of an older release is one with mail servers', () => {
    const old = '{"draft":{"emailAddress":"a@b.example","name":"A","displayName":""}}';
    expect(deserialize(old)?.draft).toEqual({
      ...model.emptyDraft,
      emailAddress: 'a@b.example',
      name: 'A',
    });
  });

  test.each([
    null,
    '',
    'nonsense',
    '{"draft":{"emailAddress":7,"connectionType":"pigeon","shared":"yes"}}',
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
