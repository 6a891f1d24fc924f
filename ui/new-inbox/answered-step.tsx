import { Button } from '../parts/button.tsx';
import { CheckIcon } from '../parts/icons.tsx';

type Props = { name: string; answer: string; onChange: () => void };

/** A question that has been answered, in one line. */
export const AnsweredStep = ({ name, answer, onChange }: Props) => (
  <div class="answered">
    <span class="answered-sign">
      <CheckIcon />
    </span>
    <p class="answered-words">
      <span class="answered-name">{name}</span>
      <strong>{answer}</strong>
    </p>
    <Button look="quiet" aria-label={`Change: ${name}`} onClick={onChange}>
      Change
    </Button>
  </div>
);
