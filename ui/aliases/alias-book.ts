import { signal } from '@preact/signals';
import { type Alias, aliasCreation } from '../../contract/alias.ts';
import { addAlias, listAliases, removeAlias } from '../api.ts';
import { noErrors } from '../forms/errors.ts';
import { parseForm } from '../forms/parse.ts';
import { formState, mend, refuse, submit } from '../forms/simple-form.ts';
import { codeOf, ProblemError } from '../problem-error.ts';
import * as model from './model.ts';

export type AliasBook = ReturnType<typeof aliasBook>;

/** The aliases of one inbox and the form that adds another. `onChanged` hears of every change. */
export const aliasBook = (org: string, inboxId: string, onChanged: () => Promise<void>) => {
  const aliases = signal<model.Aliases>({ kind: 'loading' });
  const typed = signal('');
  const form = formState();
  let key = crypto.randomUUID();

  const store = async (emailAddress: string) => {
    try {
      const alias = await addAlias(org, inboxId, { emailAddress }, key);
      aliases.value = model.added(aliases.peek(), alias);
      key = crypto.randomUUID();
      void onChanged();
    } catch (error) {
      // Without an answer, or after a fault of ours, it may be stored: the same key finds out.
      if (error instanceof ProblemError && error.problem.status < 500) key = crypto.randomUUID();
      if (codeOf(error) === 'inbox-archived') void onChanged();
      throw error;
    }
  };

  const write = (text: string) => {
    if (form.peek().kind === 'sending') return;
    if (text !== typed.peek()) key = crypto.randomUUID();
    typed.value = text;
    form.value = mend(form.peek(), 'emailAddress');
  };

  return {
    aliases,
    typed,
    form,
    write,
    async load() {
      if (aliases.peek().kind === 'failed') aliases.value = { kind: 'loading' };
      try {
        aliases.value = model.show((await listAliases(org, inboxId)).aliases);
      } catch (error) {
        aliases.value = { kind: 'failed', error };
      }
    },
    /** Adds what was typed; says whether it went well. */
    async add(): Promise<boolean> {
      const parsed = parseForm(aliasCreation, { emailAddress: typed.peek() });
      const done = await submit(form, parsed, ({ emailAddress }) => store(emailAddress));
      if (done) typed.value = '';
      return done;
    },
    /** Adds one again that was just removed. What is refused comes back into the form. */
    async restore({ emailAddress }: Alias): Promise<boolean> {
      key = crypto.randomUUID();
      try {
        await store(emailAddress);
        return true;
      } catch (error) {
        if (typed.peek() === '') {
          typed.value = emailAddress;
          form.value = refuse(error);
        }
        throw error;
      }
    },
    async remove({ id }: Alias): Promise<void> {
      aliases.value = model.startRemoving(aliases.peek(), id);
      try {
        await removeAlias(org, inboxId, id);
      } catch (error) {
        if (codeOf(error) !== 'not-found') {
          aliases.value = model.keep(aliases.peek(), id);
          throw error;
        }
      }
      aliases.value = model.removed(aliases.peek(), id);
      // What was refused may have been refused for this alias; adding it again tells.
      if (form.peek().kind === 'failed') form.value = { kind: 'editing', errors: noErrors };
      void onChanged();
    },
    isDirty: () => typed.peek().trim() !== '',
  };
};
