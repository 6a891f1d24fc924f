import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { Checkbox } from '../parts/checkbox.tsx';
import { NoteDialog } from '../parts/dialog.tsx';
import { CheckIcon } from '../parts/icons.tsx';
import { reportOf } from './report.ts';
import type { TestRun } from './test-run.ts';

const ByHand = ({ text, onClose }: { text: string; onClose: () => void }) => {
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    area.current?.focus();
    area.current?.select();
  }, []);
  return (
    <NoteDialog title="Copy the report" onClose={onClose}>
      <p>The browser doesn’t let Letterbox copy. The text is selected: copy it yourself.</p>
      <textarea ref={area} class="input report" aria-label="Report" readOnly dir="auto" rows={12}>
        {text}
      </textarea>
    </NoteDialog>
  );
};

type Outcome = { kind: 'nothing' } | { kind: 'copied' } | { kind: 'by-hand'; text: string };

/** Puts a test into words for whoever runs the server; who signs in is left out unless it is wanted. */
export const CopyReport = ({ run, sender }: { run: TestRun; sender: string }) => {
  const outcome = useSignal<Outcome>({ kind: 'nothing' });
  const withUsername = useSignal(false);
  const copy = async () => {
    const text = reportOf(run, { sender, withUsername: withUsername.value });
    try {
      await navigator.clipboard.writeText(text);
      outcome.value = { kind: 'copied' };
    } catch {
      outcome.value = { kind: 'by-hand', text };
    }
  };
  const { kind } = outcome.value;
  return (
    <div class="copy-report">
      <Button look="quiet" onClick={() => void copy()}>
        Copy report
      </Button>
      <Checkbox
        label="Include the username"
        name="report.username"
        checked={withUsername.value}
        onToggle={(checked) => {
          withUsername.value = checked;
          outcome.value = { kind: 'nothing' };
        }}
      />
      <span class="copied" role="status">
        {kind === 'copied' && (
          <>
            <CheckIcon /> Copied
          </>
        )}
      </span>
      {outcome.value.kind === 'by-hand' && (
        <ByHand
          text={outcome.value.text}
          onClose={() => {
            outcome.value = { kind: 'nothing' };
          }}
        />
      )}
    </div>
  );
};
