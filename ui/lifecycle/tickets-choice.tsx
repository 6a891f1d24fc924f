import { useId } from 'preact/hooks';
import { isolated } from '../../contract/bidi.ts';
import type { TransferTarget } from '../../contract/deletion.ts';
import { FieldError, TextField } from '../parts/field.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { hasShownName } from '../parts/shown-name.ts';
import { type Answers, counted, type Deletion, hasTargets, targetsOf } from './deletion-model.ts';

type Asked = Extract<Deletion, { kind: 'asking' | 'deleting' }>;
type Props = { state: Asked; onAnswer: (change: Partial<Answers>) => void };

const optionOf = (target: TransferTarget) => ({
  value: target.id,
  label: hasShownName(target)
    ? `${isolated(target.name)} (${target.emailAddress})`
    : target.emailAddress,
});

const TargetFields = ({ state, onAnswer }: Props) => {
  const targets = targetsOf(state);
  const { target, q } = state.answers;
  const placeholder = targets.length === 0 ? 'No inbox matches' : 'Choose an inbox';
  return (
    <div class="choice-details">
      {state.canNarrow && (
        <TextField
          label="Search by name or address"
          name="q"
          autocomplete="off"
          hint="There are many inboxes; this shortens the list."
          value={q}
          onText={(text) => onAnswer({ q: text })}
        />
      )}
      <SelectField
        label="Inbox that takes them"
        name="target"
        value={target?.id ?? ''}
        error={state.kind === 'asking' ? state.errors.target : undefined}
        options={[{ value: '', label: placeholder }, ...targets.map(optionOf)]}
        onChoose={(id) => onAnswer({ target: targets.find((known) => known.id === id) ?? null })}
      />
    </div>
  );
};

/** The question that open tickets raise: they can't stay on an inbox that is gone. */
export const TicketsChoice = ({ state, onAnswer }: Props) => {
  const id = useId();
  const { tickets } = state.answers;
  const canTransfer = hasTargets(state);
  const error = state.kind === 'asking' ? state.errors.tickets : undefined;
  const radio = (value: 'transfer' | 'close', label: string) => (
    <label class="choice">
      <input
        type="radio"
        name={`${id}-tickets`}
        value={value}
        checked={tickets === value}
        required
        data-invalid={error ? 'true' : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={() => onAnswer({ tickets: value })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset class="choices">
      <legend class="field-label">
        What happens to the {counted(state.preview.openTickets, 'open ticket', 'open tickets')}?
      </legend>
      {canTransfer ? (
        radio('transfer', 'Transfer to another inbox')
      ) : (
        <p class="field-hint">There is no other active inbox to transfer them to.</p>
      )}
      {canTransfer && tickets === 'transfer' && <TargetFields state={state} onAnswer={onAnswer} />}
      {radio('close', 'Close all')}
      <FieldError id={id} error={error} />
    </fieldset>
  );
};
