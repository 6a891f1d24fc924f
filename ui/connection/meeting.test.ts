import { describe, expect, test } from 'vitest';
import { emptyForm, nothingStored } from './form.ts';
import { keepMine, keepTheirs, meet } from './meeting.ts';
import { openEditor, typeInto } from './model.ts';
import { settingsOf, withSettings } from './settings.ts';

const stored = emptyForm('a@b.example');
const at = (host: string) => ({ ...stored, imap: { ...stored.imap, host } });
const by = { name: 'Ada', at: '2026-01-01T00:00:00Z' };
const typed = typeInto(
  typeInto(openEditor(at('old.example'), nothingStored), 'imap', 'password', 'secret'),
  'smtp',
  'host',
  'mine.example',
);
const met = meet(typed, at('theirs.example'), by);

test('what is shown and kept of a form has no passwords', () => {
  expect(JSON.stringify(settingsOf(typed.form))).not.toContain('secret');
});

test('settings and form say the same', () => {
  expect(settingsOf(withSettings(settingsOf(typed.form), stored))).toEqual(settingsOf(typed.form));
});

describe('when somebody else stored a connection first', () => {
  test('the question stays while the person goes on typing', () => {
    expect(typeInto(met, 'imap', 'port', '1993')).toMatchObject({
      kind: 'conflict',
      form: { imap: { port: '1993', password: 'secret' } },
    });
  });

  test('keeping mine keeps what only they changed, and the password that was typed', () => {
    const { kind, form, pristine } = keepMine(met);
    expect({ kind, pristine }).toEqual({ kind: 'editing', pristine: at('theirs.example') });
    expect(form.imap).toMatchObject({ host: 'theirs.example', password: 'secret' });
    expect(form.smtp.host).toBe('mine.example');
  });

  test('loading theirs forgets what was typed', () => {
    expect(keepTheirs(met)).toEqual(openEditor(at('theirs.example'), nothingStored));
  });
});
