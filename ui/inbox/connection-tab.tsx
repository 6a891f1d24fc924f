import type { Inbox } from '../../contract/inbox.ts';
import { holdsPasswords } from '../connection/form.ts';
import { isBusy, isDirty, isStoring, isTested } from '../connection/model.ts';
import { ServerForms } from '../connection/server-forms.tsx';
import { TestBar } from '../connection/test-bar.tsx';
import { SaveUntested } from '../connection/untested.tsx';
import { FindSettings } from '../mail-settings/find-settings.tsx';
import type { SettingsFinder } from '../mail-settings/finder.ts';
import { Button } from '../parts/button.tsx';
import { RoundTripCard } from '../round-trip/card.tsx';
import type { RoundTripRunner } from '../round-trip/runner.ts';
import { ConnectionConflict } from './connection-conflict.tsx';
import type { StoredConnection } from './stored-connection.ts';

type Props = {
  org: string;
  connection: StoredConnection;
  finder: SettingsFinder;
  roundTrip: RoundTripRunner;
  inbox: Inbox;
  onTest: () => void;
  onCheck: () => void;
  onSave: () => void;
  onSaveUntested: () => void;
  onKeepMine: () => void;
};

/** What storing these settings amounts to. */
const saveLabel = ({ status, disconnectedAt }: Inbox) => {
  if (status !== 'disconnected') return 'Save';
  return disconnectedAt === null ? 'Connect' : 'Reconnect';
};

const note = ({ status }: Inbox) =>
  status === 'disconnected'
    ? 'The settings are tested first, and stored when the test passes.'
    : 'Saving tests first. What is stored stays when the test fails.';

export const ConnectionTab = (props: Props) => {
  const { connection, inbox, onTest, onCheck, onSave, onSaveUntested, onKeepMine } = props;
  const { org, finder, roundTrip } = props;
  const { editor } = connection;
  const state = editor.state.value;
  const busy = isBusy(state);
  const canConnect = inbox.actions.includes('connect');
  const isAsked = state.kind === 'conflict';
  const canCheck =
    inbox.actions.includes('check') && inbox.lastError?.code !== 'credentials-unreadable';
  const canSaveUntested = state.kind === 'failed' && isDirty(state);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isAsked) onSave();
      }}
    >
      <fieldset class="step-open" disabled={!canConnect}>
        {isAsked && (
          <ConnectionConflict editor={state} onTheirs={connection.keepTheirs} onMine={onKeepMine} />
        )}
        {canConnect && !isAsked && (
          <FindSettings org={org} address={inbox.emailAddress} finder={finder} editor={editor} />
        )}
        <ServerForms editor={editor} />
        <TestBar editor={editor} look="secondary" onTest={onTest}>
          {canCheck && state.kind !== 'testing' && (
            <Button look="quiet" blocked={busy} onClick={onCheck}>
              Check now
            </Button>
          )}
        </TestBar>
        {canSaveUntested && <SaveUntested busy={busy} onSave={onSaveUntested} />}
        <div class="form-foot">
          <Button look="primary" type="submit" busy={isStoring(state)} blocked={busy || isAsked}>
            {saveLabel(inbox)}
          </Button>
          {canConnect && !isAsked && (
            <p class="form-foot-note">
              {isTested(state) && isDirty(state)
                ? 'The test passed; these settings can be stored.'
                : note(inbox)}
            </p>
          )}
        </div>
      </fieldset>
      {canCheck && holdsPasswords(inbox) && (
        <RoundTripCard runner={roundTrip} inbox={inbox} isUnsaved={isDirty(state)} blocked={busy} />
      )}
    </form>
  );
};
