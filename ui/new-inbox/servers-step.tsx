import { isBusy, isStoring } from '../connection/model.ts';
import { ServerForms } from '../connection/server-forms.tsx';
import { TestBar } from '../connection/test-bar.tsx';
import { SaveUntested } from '../connection/untested.tsx';
import { Button, ButtonLink } from '../parts/button.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { FoundServers } from './found-servers.tsx';
import { NameCard } from './name-card.tsx';
import { SaveAlone } from './save-alone.tsx';
import type { NewInbox } from './wizard.ts';

type Props = {
  org: string;
  wizard: NewInbox;
  cancelPath: string;
  onTest: () => void;
  onSave: () => void;
  onSaveUntested: () => void;
  onSaveAlone: () => void;
};

export const ServersStep = (props: Props) => {
  const { org, wizard, cancelPath, onTest, onSave, onSaveUntested, onSaveAlone } = props;
  const { editor } = wizard;
  const state = editor.state.value;
  const busy = isBusy(state);
  const isPassed = state.kind === 'passed';
  return (
    <form
      class="step-open"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <h2 class="visually-hidden" tabIndex={-1} data-step-focus>
        Servers
      </h2>
      <FoundServers org={org} wizard={wizard} />
      <ServerForms editor={editor} />
      <TestBar editor={editor} look={isPassed ? 'secondary' : 'primary'} onTest={onTest} />
      <NameCard wizard={wizard} />
      {wizard.state.value.kind === 'refused' && <ProblemNotice error={wizard.state.value.error} />}
      {state.kind === 'failed' && <SaveUntested busy={busy} onSave={onSaveUntested} />}
      <div class="form-foot">
        <Button
          look={isPassed ? 'primary' : 'secondary'}
          type="submit"
          busy={isStoring(state)}
          blocked={busy}
        >
          Save
        </Button>
        <ButtonLink look="quiet" href={cancelPath}>
          Cancel
        </ButtonLink>
        <p class="form-foot-note">
          {isPassed
            ? 'The test passed; these settings can be stored.'
            : 'Saving tests first. Nothing is stored when the test fails.'}
        </p>
      </div>
      <SaveAlone busy={busy} onSave={onSaveAlone}>
        Don’t have the servers at hand?
      </SaveAlone>
    </form>
  );
};
