import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Failure } from '../../contract/connection-test.ts';
import type { Protocol } from '../../contract/mail-server.ts';
import { fieldNames } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import type { ConnectionEditor } from './editor.ts';
import { offeredFix } from './fix.ts';
import { FixButton } from './fix-button.tsx';
import { failedField, isBusy, trust } from './model.ts';
import { retest } from './retest.ts';
import type { TestRun } from './test-run.ts';
import { TrustDialog } from './trust-dialog.tsx';
import { trustedOf, trustOffer } from './trust-offer.ts';

type Props = { protocol: Protocol; editor: ConnectionEditor; run: TestRun; failure: Failure };

const focusField = (form: HTMLElement | null, name: string) => {
  const inputs = [...(form?.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`) ?? [])];
  // Of radio buttons the one that is chosen stands for all.
  (inputs.find(({ checked }) => checked) ?? inputs[0])?.focus();
};

/** What happened, what to do, and the buttons that do it. */
export const FailurePanel = ({ protocol, editor, run, failure }: Props) => {
  const root = useRef<HTMLDivElement>(null);
  const asking = useSignal(false);
  const state = editor.state.value;
  const { probing } = run[protocol];
  const fix = offeredFix(protocol, run[protocol], state.form);
  const offer = trustOffer(protocol, run, state.form);
  const field = failedField(state.form, protocol, failure);
  const form = () => root.current?.closest('form') ?? null;
  return (
    <div ref={root} class="focus-target" tabIndex={-1} data-error-focus>
      <Notice tone="bad" title={failure.message}>
        <p>{failure.hint}</p>
        {probing && (
          <p class="probing">
            <span class="spinner" aria-hidden="true" />
            Looking for a setting that works…
          </p>
        )}
        {!isBusy(state) && (
          <div class="failure-actions">
            {fix && (
              <FixButton
                offer={fix}
                onTake={() => void retest(editor, form(), () => editor.takeFix(protocol, fix.fix))}
              />
            )}
            {offer && (
              <Button
                onClick={() => {
                  asking.value = true;
                }}
              >
                Trust this certificate…
              </Button>
            )}
            {field && failure.field && (
              <Button look="quiet" onClick={() => focusField(form(), field)}>
                Go to the field
                <span class="visually-hidden">: {fieldNames[failure.field]}</span>
              </Button>
            )}
          </div>
        )}
        {fix && !isBusy(state) && (
          <p class="failure-note">
            Found by connecting to the server, without signing in. It is tested at once.
          </p>
        )}
      </Notice>
      {asking.value && offer && (
        <TrustDialog
          offer={offer}
          host={run[protocol].asked.host}
          onCancel={() => {
            asking.value = false;
          }}
          onTrust={() => {
            asking.value = false;
            editor.change((now) => trust(now, offer.among, trustedOf(offer.certificate)));
            void retest(editor, form());
          }}
        />
      )}
    </div>
  );
};
