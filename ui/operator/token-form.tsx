import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { focusFirstError } from '../forms/focus.ts';
import { Button } from '../parts/button.tsx';
import { Mark } from '../parts/icons.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { BareShell } from '../shell/shell.tsx';
import type { BoardControls } from './board.ts';
import { type Board, parseToken } from './model.ts';
import { lockedWords } from './words.ts';

const Refusal = ({ error }: { error: unknown }) => {
  const { title, advice } = lockedWords(error);
  return (
    <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
      <Notice tone="bad" title={title}>
        {advice}
      </Notice>
    </div>
  );
};

type Props = { board: BoardControls; now: Exclude<Board, { kind: 'open' }> };

/** Asks for the token, which is held against nothing before the API is asked. */
export const TokenForm = ({ board, now }: Props) => {
  const text = useSignal('');
  const fieldError = useSignal<string | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const send = async () => {
    const parsed = parseToken(text.value);
    fieldError.value = parsed.ok ? undefined : parsed.error;
    const isOpen = parsed.ok && (await board.unlock(parsed.token));
    if (!isOpen) focusFirstError(form.current);
  };
  return (
    <BareShell>
      <form
        class="entry"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Mark />
        <PageHeading
          title="Operator"
          lead="How this deployment is doing: checks, queues, mail, keys."
        />
        {now.kind === 'locked' && now.error !== null && <Refusal error={now.error} />}
        <PasswordField
          label="Operator token"
          name="token"
          autocomplete="off"
          hint="The secret OPERATOR_TOKEN. This page keeps it until it is locked or reloaded, and nowhere else."
          value={text.value}
          error={fieldError.value}
          onText={(typed) => {
            text.value = typed;
            fieldError.value = undefined;
          }}
        />
        <div class="entry-buttons">
          <Button look="primary" type="submit" busy={now.kind === 'unlocking'}>
            Open
          </Button>
        </div>
      </form>
    </BareShell>
  );
};
