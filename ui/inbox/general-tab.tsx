import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/field.tsx';
import { NameFields } from '../parts/name-fields.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { Conflict } from './conflict.tsx';
import { isDirty, type } from './model.ts';
import type { OpenInbox } from './open-inbox.ts';

type Props = { open: OpenInbox; onSave: () => void; onKeepMine: () => void };

export const GeneralTab = ({ open, onSave, onKeepMine }: Props) => {
  const general = open.general.value;
  const { form, errors, base } = general;
  const write = (field: 'name' | 'displayName', text: string) => {
    open.general.value = type(general, field, text);
  };
  return (
    <form
      class="card narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (general.kind !== 'conflict' && isDirty(general)) onSave();
      }}
    >
      {general.kind === 'failed' && <ProblemNotice error={general.error} />}
      {general.kind === 'conflict' && (
        <Conflict
          base={base}
          theirs={general.theirs}
          onTheirs={open.keepTheirs}
          onMine={onKeepMine}
        />
      )}
      <NameFields values={form} errors={errors} onText={write} />
      <TextField
        label="Email address"
        name="emailAddress"
        readOnly
        hint="An inbox keeps its address."
        value={base.emailAddress}
      />
      <div class="form-foot">
        <Button
          look="primary"
          type="submit"
          busy={general.kind === 'saving'}
          disabled={general.kind === 'conflict' || !isDirty(general)}
        >
          Save
        </Button>
      </div>
    </form>
  );
};
