import { describe, expect, test } from 'vitest';
import { emptyForm, nothingStored } from './form.ts';
import { keepMine, keepTheirs, meet } from './meeting.ts';
import { openEditor, trust, typeInto } from './model.ts';
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

describe('a certificate that one of two people trusts', () => {
  const certificate = (first: string) => ({
    fingerprint: [first, ...Array.from({ length: 31 }, () => '00')].join(':'),
    expiresAt: '2027-01-31T00:00:00Z',
  });
  const [mine, theirs] = [certificate('AA'), certificate('BB')];
  const before = openEditor(at('old.example'), nothingStored);
  const form = (host: string, trustedCertificate: typeof mine | null = null) => ({
    ...stored,
    imap: { ...stored.imap, host, trustedCertificate },
  });
  const kept = (editor: ReturnType<typeof openEditor>, other: ReturnType<typeof form>) =>
    keepMine(meet(editor, other, by)).form.imap;

  test('outlives being kept and read back', () => {
    const typed = form('old.example', mine);
    expect(withSettings(settingsOf(typed), stored).imap.trustedCertificate).toEqual(mine);
  });

  test('stays when they changed something else', () => {
    const editor = trust(before, ['imap'], mine);
    expect(kept(editor, form('old.example'))).toMatchObject({ trustedCertificate: mine });
  });

  test('does not go along to a host that they chose', () => {
    const editor = trust(before, ['imap'], mine);
    expect(kept(editor, form('theirs.example'))).toMatchObject({
      host: 'theirs.example',
      trustedCertificate: null,
    });
    expect(kept(editor, form('theirs.example', theirs))).toMatchObject({
      trustedCertificate: theirs,
    });
  });

  test('does not come along to a host that I chose', () => {
    const editor = typeInto(before, 'imap', 'host', 'mine.example');
    expect(kept(editor, form('old.example', theirs))).toMatchObject({
      host: 'mine.example',
      trustedCertificate: null,
    });
  });
});
