import type { Inbox } from '../../contract/inbox.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { NameFields } from '../parts/name-fields.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { Conflict, Quoted } from './conflict.tsx';
import type { InboxForm } from './inbox-form.ts';
import { type Names, nameLabels } from './names.ts';

type Props = { form: InboxForm<Names>; inbox: Inbox; onSave: () => void; onKeepMine: () => void };

export const GeneralTab = ({ form, inbox, onSave, onKeepMine }: Props) => {
  const draft = form.draft.value;
  const canSave = draft.kind !== 'conflict' && form.isDirty();
  return (
    <form
      class="card narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) onSave();
      }}
    >
      {draft.kind === 'failed' && <ProblemNotice error={draft.error} />}
      {draft.kind === 'conflict' && (
        <Conflict<Names>
          draft={draft}
          labels={nameLabels}
          show={(_field, value) => <Quoted text={value} />}
          onTheirs={form.keepTheirs}
          onMine={onKeepMine}
        />
      )}
      <fieldset class="stack" disabled={!inbox.actions.includes('change')}>
        <NameFields
          values={draft.form}
          errors={draft.errors}
          onText={(field, text) => form.write({ [field]: text })}
        />
        <TextField
          label="Email address"
          name="emailAddress"
          readOnly
          hint="The address can’t be changed here."
          value={inbox.emailAddress}
        />
        <div class="form-foot">
          <Button look="primary" type="submit" busy={draft.kind === 'saving'} disabled={!canSave}>
            Save
          </Button>
        </div>
      </fieldset>
    </form>
  );
};
