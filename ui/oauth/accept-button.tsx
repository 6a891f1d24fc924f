import type { OAuthResult } from '../../contract/oauth.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { type Acceptance, isOver } from './acceptance.ts';
import { acceptanceOf } from './outcomes.ts';

type Props = { result: OAuthResult; acceptance: Acceptance; onAccept: () => void };

/** Takes what was signed in to, where it may be taken; asks first where that is grave. */
export const AcceptButton = ({ result, acceptance, onAccept }: Props) => {
  const words = acceptanceOf(result);
  const state = acceptance.state.value;
  if (words === null || isOver(state)) return null;
  const { label, question, consequence } = words;
  return (
    <>
      <Button
        look="primary"
        busy={state.kind === 'accepting'}
        onClick={question === null ? onAccept : acceptance.ask}
      >
        {label}
      </Button>
      {question !== null && state.kind === 'asking' && (
        <Dialog title={question} onCancel={acceptance.close}>
          <div class="dialog-text">{consequence}</div>
          <div class="dialog-actions">
            <Button onClick={acceptance.close}>Cancel</Button>
            <Button look="primary" onClick={onAccept}>
              {label}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
};
