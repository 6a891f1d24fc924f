import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import { focusFirstError } from '../forms/focus.ts';
import { providerOf } from '../oauth/provider-names.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { FieldFrame } from '../parts/field.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { hasShownName, shownName } from '../parts/shown-name.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { Consequences } from './consequences.tsx';
import { type InboxDeletion, inboxDeletion } from './deletion.ts';
import { type Deletion, isConfirmed } from './deletion-model.ts';
import type { InboxLifecycle } from './lifecycle.ts';
import type { Subject } from './model.ts';
import { TicketsChoice } from './tickets-choice.tsx';

// The button that was pressed goes; the title stays.
const focusTitle = (form: HTMLFormElement | null) =>
  form?.closest('dialog')?.querySelector<HTMLElement>('h2')?.focus();

const secretOf = (inbox: Subject) => {
  if (!inbox.actions.includes('disconnect')) return null;
  return providerOf(inbox) === null ? 'password' : 'tokens';
};

type BodyProps = { deletion: InboxDeletion; state: Deletion; nameId: string; onRetry: () => void };

const Body = ({ deletion, state, nameId, onRetry }: BodyProps) => {
  switch (state.kind) {
    case 'loading':
      return <Skeleton rows={2} label="Loading what goes with the inbox" />;
    case 'failed':
      return (
        <ProblemNotice error={state.error} action={<Button onClick={onRetry}>Retry</Button>} />
      );
    case 'asking':
    case 'deleting':
      return (
        <>
          {state.kind === 'asking' && state.refusal !== undefined && (
            <ProblemNotice error={state.refusal} />
          )}
          <Consequences preview={state.preview} secret={secretOf(state.inbox)} />
          {state.preview.openTickets > 0 && (
            <TicketsChoice state={state} onAnswer={deletion.answer} />
          )}
          <FieldFrame
            id={nameId}
            label={
              <>
                Type <bdi class="name-to-type">{shownName(state.inbox)}</bdi> to confirm
              </>
            }
          >
            <input
              id={nameId}
              name="name"
              class="input"
              dir="auto"
              autocomplete="off"
              spellcheck={false}
              value={state.answers.name}
              onInput={(event) => deletion.answer({ name: event.currentTarget.value })}
            />
          </FieldFrame>
        </>
      );
    default:
      return null;
  }
};

type Props = { lifecycle: InboxLifecycle; inbox: Subject };

/** Says what goes with an inbox, has it decided upon, and deletes it once its name is typed. */
export const DeleteDialog = ({ lifecycle, inbox }: Props) => {
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  const deletion = useMemo(
    () => inboxDeletion(lifecycle.org, inbox, (words) => lifecycle.deleted(inbox, words)),
    [lifecycle, inbox],
  );
  useEffect(() => {
    deletion.load();
    return deletion.dispose;
  }, [deletion]);
  const state = deletion.state.value;
  const isReady = isConfirmed(state);
  const retry = () => {
    focusTitle(form.current);
    deletion.load();
  };
  const submit = async () => {
    if (!(await deletion.submit())) focusFirstError(form.current);
  };
  return (
    <Dialog
      startsAtTitle
      title={
        <>
          Delete <bdi>{shownName(inbox)}</bdi>?
        </>
      }
      onCancel={lifecycle.close}
    >
      <form
        ref={form}
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Body deletion={deletion} state={state} nameId={`${id}-name`} onRetry={retry} />
        <div class="dialog-actions">
          <p class="dialog-reason" id={`${id}-reason`}>
            {'preview' in state &&
              !isReady &&
              `Type the ${hasShownName(inbox) ? 'name' : 'address'} to be able to delete.`}
          </p>
          <Button onClick={lifecycle.close}>Cancel</Button>
          {'preview' in state && (
            <Button
              look="danger"
              type="submit"
              busy={state.kind === 'deleting'}
              blocked={!isReady}
              aria-describedby={isReady ? undefined : `${id}-reason`}
            >
              Delete
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
};
