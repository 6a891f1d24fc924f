import { type AutoResponseVariable, autoResponseVariables } from '../../contract/auto-response.ts';
import { PlusIcon } from '../parts/icons.tsx';

const names: Record<AutoResponseVariable, string> = {
  'ticket.number': 'Ticket number',
  'ticket.subject': 'Ticket subject',
  'customer.name': 'Customer name',
  'customer.email': 'Customer email',
  'inbox.name': 'Inbox name',
  'inbox.address': 'Inbox address',
};

type Props = { field: string; onInsert: (variable: string) => void };

/** A button for each variable; it is put where the caret was. */
export const VariableChips = ({ field, onInsert }: Props) => (
  <div class="variables" role="group" aria-label={`Insert into the ${field}`}>
    <p class="variables-label" aria-hidden="true">
      Insert into the {field}
    </p>
    {autoResponseVariables.map((variable) => (
      <button
        key={variable}
        type="button"
        class="variable"
        title={`{{${variable}}}`}
        onClick={() => onInsert(`{{${variable}}}`)}
      >
        <PlusIcon />
        {names[variable]}
      </button>
    ))}
  </div>
);
