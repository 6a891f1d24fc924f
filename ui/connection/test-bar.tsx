import type { ComponentChildren } from 'preact';
import { ChangedByTitle } from '../inbox/changed-by.tsx';
import { changedByOf } from '../inbox/draft.ts';
import { describe } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { Notice, ProblemNotice } from '../parts/notice.tsx';
import { codeOf } from '../problem-error.ts';
import { announcement, verdicts } from './announcement.ts';
import { CopyReport } from './copy-report.tsx';
import type { ConnectionEditor } from './editor.ts';
import type { Editor } from './model.ts';
import { PauseNotice } from './pause-notice.tsx';

const Summary = ({ editor }: { editor: Editor }) => {
  switch (editor.kind) {
    case 'testing':
      return (
        <span class="test-state">
          {editor.run.queued ? 'Waiting for a free tester…' : 'Testing…'}
        </span>
      );
    case 'passed':
      return <span class="test-state test-state-good">{verdicts[editor.purpose].passed}</span>;
    case 'failed':
      return <span class="test-state test-state-bad">{verdicts[editor.purpose].failed}</span>;
    case 'stopped':
      return (
        <span class="test-state">
          {editor.was === 'paused' ? 'Stopped waiting.' : 'Test stopped.'}
        </span>
      );
    default:
      return null;
  }
};

/** Somebody who was quicker is named; what was typed is still here, and may be stored over it. */
const Refusal = ({ error }: { error: unknown }) => {
  if (codeOf(error) !== 'changed-meanwhile') return <ProblemNotice error={error} />;
  return (
    <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
      <Notice tone="warn" title={<ChangedByTitle by={changedByOf(error)} />}>
        {describe(error).advice}
      </Notice>
    </div>
  );
};

type Props = {
  editor: ConnectionEditor;
  look: 'primary' | 'secondary';
  onTest: () => void;
  children?: ComponentChildren;
};

// A key that is held down is one press.
const onceAPress = (event: KeyboardEvent) => {
  if (event.repeat) event.preventDefault();
};

/** Starts a test, stops it, or stops waiting for it. It stays one button, so that the focus does. */
const MainButton = ({ editor, look, onTest }: Omit<Props, 'children'>) => {
  const { kind } = editor.state.value;
  if (kind !== 'testing' && kind !== 'paused') {
    return (
      <Button
        look={look}
        blocked={kind === 'saving'}
        data-test-button
        onKeyDown={onceAPress}
        onClick={onTest}
      >
        Test connection
      </Button>
    );
  }
  return (
    <Button
      data-test-button
      onKeyDown={onceAPress}
      onClick={({ detail }) => {
        // The second half of a double click was meant for what was here before.
        if (detail < 2) editor.stop();
      }}
    >
      {kind === 'paused' ? 'Stop waiting' : 'Stop'}
    </Button>
  );
};

/** Starts and stops a test, and says how it went. */
export const TestBar = ({ children, ...props }: Props) => {
  const { editor } = props;
  const state = editor.state.value;
  const isOver = state.run !== null && state.run.ms !== null;
  return (
    <div class="test-bar">
      {state.kind === 'paused' && <PauseNotice {...state} />}
      <div class="test-bar-row">
        <MainButton {...props} />
        {children}
        <Summary editor={state} />
      </div>
      {state.run && isOver && <CopyReport run={state.run} sender={editor.sender()} />}
      {state.kind === 'refused' && <Refusal error={state.error} />}
      {state.kind === 'interrupted' && (
        <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
          <Notice tone="warn" title="The test was interrupted.">
            Nothing is wrong with your settings as far as we know. Run the test again.
          </Notice>
        </div>
      )}
      <p class="visually-hidden" aria-live="polite">
        {announcement(state)}
      </p>
    </div>
  );
};
