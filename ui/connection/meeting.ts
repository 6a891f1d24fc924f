import { noErrors } from '../forms/errors.ts';
import { type ChangedBy, changed } from '../inbox/draft.ts';
import type { ConnectionForm } from './form.ts';
import { common, type Editor, openEditor } from './model.ts';
import { settingsOf, withSettings } from './settings.ts';

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

/** What was changed here, over what is stored now; all else is as they left it. */
export const keepMine = (editor: Editor): Editor => {
  if (editor.kind !== 'conflict') return editor;
  const sides = sidesOf(editor, editor.theirs);
  const merged = { ...sides.theirs, ...changed(sides) };
  return {
    ...common(editor),
    kind: 'editing',
    pristine: editor.theirs,
    form: withSettings(merged, editor.form),
  };
};
