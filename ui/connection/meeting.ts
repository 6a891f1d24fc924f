import type { Protocol } from '../../contract/mail-server.ts';
import { noErrors } from '../forms/errors.ts';
import { type ChangedBy, changed } from '../inbox/draft.ts';
import type { ConnectionForm } from './form.ts';
import { common, type Editor, openEditor } from './model.ts';
import { type Settings, settingsOf, withSettings } from './settings.ts';

/** Somebody else was quicker: what was typed stays while the person decides. */
export const meet = (editor: Editor, theirs: ConnectionForm, by: ChangedBy): Editor => ({
  ...common(editor),
  kind: 'conflict',
  errors: noErrors,
  theirs,
  by,
});

/** The settings on both sides, and those that both started from. */
export const sidesOf = ({ form, pristine }: Editor, theirs: ConnectionForm) => ({
  base: settingsOf(pristine),
  form: settingsOf(form),
  theirs: settingsOf(theirs),
});

export const keepTheirs = (editor: Editor): Editor =>
  editor.kind === 'conflict' ? openEditor(editor.theirs, editor.stored) : editor;

type Sides = ReturnType<typeof sidesOf>;

/** Trust belongs to the host that it was given at: with that host comes that side's trust. */
const trustOf = (protocol: Protocol, merged: Settings, { form, theirs }: Sides): string => {
  const host = `${protocol}.host` as const;
  const trust = `${protocol}.trustedCertificate` as const;
  const holders = [form, theirs].filter((side) => side[host] === merged[host]);
  if (holders.some((side) => side[trust] === merged[trust])) return merged[trust];
  return holders[0]?.[trust] ?? '';
};

/** What was changed here, over what is stored now; all else is as they left it. */
export const keepMine = (editor: Editor): Editor => {
  if (editor.kind !== 'conflict') return editor;
  const sides = sidesOf(editor, editor.theirs);
  const mine = { ...sides.theirs, ...changed(sides) };
  const merged = {
    ...mine,
    'imap.trustedCertificate': trustOf('imap', mine, sides),
    'smtp.trustedCertificate': trustOf('smtp', mine, sides),
  };
  return {
    ...common(editor),
    kind: 'editing',
    pristine: editor.theirs,
    form: withSettings(merged, editor.form),
  };
};
