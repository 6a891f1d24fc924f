import { useRef } from 'preact/hooks';
import { focusFirstError } from '../forms/focus.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { ProblemError } from '../problem-error.ts';
import type { AliasBook } from './alias-book.ts';

type Props = { book: AliasBook; onAdded: () => void };

/** Refusals that say nothing of a field may still have their reason. */
const reasonOf = (error: unknown) =>
  error instanceof ProblemError && error.problem.code === 'auto-response-loop'
    ? error.problem.detail
    : undefined;

export const AddAlias = ({ book, onAdded }: Props) => {
  const root = useRef<HTMLFormElement>(null);
  const state = book.form.value;
  const reason = state.kind === 'failed' ? reasonOf(state.error) : undefined;
  const atField = state.errors.emailAddress ?? reason;
  const add = async () => {
    if (await book.add()) onAdded();
    else focusFirstError(root.current);
  };
  return (
    <form
      ref={root}
      class="alias-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      {state.kind === 'failed' && atField === undefined && <ProblemNotice error={state.error} />}
      <div class="alias-form-row">
        <TextField
          label="Another address"
          name="alias"
          type="text"
          inputMode="email"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder="help@example.com"
          value={book.typed.value}
          error={atField}
          onText={book.write}
        />
        <Button look="primary" type="submit" busy={state.kind === 'sending'}>
          Add alias
        </Button>
      </div>
    </form>
  );
};
