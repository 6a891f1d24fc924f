import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { type AutoResponse, MAX_BODY, MAX_SUBJECT } from '../../contract/auto-response.ts';
import type { Inbox } from '../../contract/inbox.ts';
import type { InboxForm } from '../inbox/inbox-form.ts';
import { Button } from '../parts/button.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { AutoResponseConflict } from './conflict.tsx';
import { example, isBlank, loopOf } from './form.ts';
import { Preview } from './preview.tsx';
import { Switch } from './switch.tsx';
import { TemplateField, type TextControl } from './template-field.tsx';
import { VariableChips } from './variable-chips.tsx';

type Props = {
  form: InboxForm<AutoResponse>;
  inbox: Inbox;
  onSave: () => void;
  onKeepMine: () => void;
};

export const AutoResponseTab = ({ form, inbox, onSave, onKeepMine }: Props) => {
  const draft = form.draft.value;
  const { enabled, subject, body } = draft.form;
  const last = useSignal<'subject' | 'body'>('body');
  const subjectControl = useRef<TextControl>(null);
  const bodyControl = useRef<TextControl>(null);
  const loop = draft.kind === 'failed' ? loopOf(draft.error) : undefined;
  const canSave = draft.kind !== 'conflict' && form.isDirty();

  const insert = (variable: string) => {
    const { current } = last.peek() === 'subject' ? subjectControl : bodyControl;
    if (!current) return;
    const [from, to] = [current.selectionStart ?? 0, current.selectionEnd ?? 0];
    current.setRangeText(variable, from, to, 'end');
    current.focus();
    form.write({ [last.peek()]: current.value });
  };

  const saveOff = () => {
    form.write({ enabled: false });
    if (form.isDirty()) onSave();
  };

  return (
    <div class="auto-response">
      <form
        class="card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) onSave();
        }}
      >
        {draft.kind === 'failed' && loop === undefined && <ProblemNotice error={draft.error} />}
        {draft.kind === 'conflict' && (
          <AutoResponseConflict draft={draft} onTheirs={form.keepTheirs} onMine={onKeepMine} />
        )}
        <fieldset class="stack" disabled={!inbox.actions.includes('change')}>
          <Switch
            label="Send an auto-response"
            name="enabled"
            checked={enabled}
            hint="Whoever starts a new ticket by mail gets this answer, once."
            error={loop ?? draft.errors.enabled}
            onToggle={(on) => form.write({ enabled: on })}
          />
          {loop !== undefined && (
            <Notice tone="info" action={<Button onClick={saveOff}>Save, but leave it off</Button>}>
              Nothing is stored yet. You can keep what you wrote and switch it on later.
            </Notice>
          )}
          {isBlank(draft.form) && (
            <Notice
              tone="info"
              action={<Button onClick={() => form.write(example)}>Start with an example</Button>}
            >
              Nothing is written yet.
            </Notice>
          )}
          <TemplateField
            label="Subject"
            name="subject"
            value={subject}
            max={MAX_SUBJECT}
            placeholder="We got your message"
            error={draft.errors.subject}
            control={subjectControl}
            onText={(text) => form.write({ subject: text })}
            onFocus={() => {
              last.value = 'subject';
            }}
          />
          <TemplateField
            label="Text"
            name="body"
            value={body}
            max={MAX_BODY}
            lines={12}
            placeholder="Thank you for writing to us. We will answer as soon as we can."
            error={draft.errors.body}
            control={bodyControl}
            onText={(text) => form.write({ body: text })}
            onFocus={() => {
              last.value = 'body';
            }}
          />
          <VariableChips field={last.value === 'subject' ? 'subject' : 'text'} onInsert={insert} />
          <div class="form-foot">
            <Button look="primary" type="submit" busy={draft.kind === 'saving'} disabled={!canSave}>
              Save
            </Button>
          </div>
        </fieldset>
      </form>
      <Preview form={draft.form} inbox={inbox} />
    </div>
  );
};
