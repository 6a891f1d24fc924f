import { type Signal, signal } from '@preact/signals';
import { type Errors, errorsFromProblem, isEmpty, noErrors, without } from './errors.ts';
import type { Parsed } from './parse.ts';

/** The life of a form that is filled in, sent once, and done. */
export type FormState =
  | { kind: 'editing'; errors: Errors }
  | { kind: 'sending'; errors: Errors }
  | { kind: 'failed'; errors: Errors; error: unknown }
  | { kind: 'done'; errors: Errors };

/** Takes the mark off a field that is being mended. */
export const mend = (state: FormState, field: string): FormState =>
  state.kind === 'sending'
    ? state
    : state.kind === 'failed' && !isEmpty(state.errors)
      ? { kind: 'editing', errors: without(state.errors, field) }
      : { ...state, errors: without(state.errors, field) };

/** A refusal that names fields is shown at them; any other above the form. */
export const refuse = (error: unknown): FormState => ({
  kind: 'failed',
  errors: errorsFromProblem(error),
  error,
});

export const formState = (): Signal<FormState> => signal({ kind: 'editing', errors: noErrors });

/** Parses, sends, and moves the state along. Says whether it went well. */
export const submit = async <T>(
  state: Signal<FormState>,
  parsed: Parsed<T>,
  send: (value: T) => Promise<unknown>,
): Promise<boolean> => {
  if (state.value.kind === 'sending') return false;
  if (!parsed.ok) {
    state.value = { kind: 'editing', errors: parsed.errors };
    return false;
  }
  state.value = { kind: 'sending', errors: noErrors };
  try {
    await send(parsed.value);
    state.value = { kind: 'done', errors: noErrors };
    return true;
  } catch (error) {
    state.value = refuse(error);
    return false;
  }
};
