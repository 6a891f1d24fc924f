import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { focusFirstError } from '../forms/focus.ts';
import { toast } from '../parts/toast.tsx';
import { useLeaveGuard } from '../shell/leave-guard.ts';
import { AddressStep } from './address-step.tsx';
import { ask } from './model.ts';
import { Progress } from './progress.tsx';
import { ServersStep } from './servers-step.tsx';
import { TypeStep } from './type-step.tsx';
import { useStepAddress } from './use-step-address.ts';
import { type Made, newInbox } from './wizard.ts';

const outcomes: Record<Made['outcome'], string> = {
  connected: 'The inbox is connected.',
  untested: 'The inbox is added. Its connection is not tested yet.',
  refused: 'The inbox is added, but not connected yet.',
  unconnected: 'The inbox is added. Finish connecting it whenever you are ready.',
};

const goesToList: ReadonlySet<Made['outcome']> = new Set(['connected', 'unconnected']);

/** The questions of a new inbox, one open at a time. */
export const Steps = ({ org, list }: { org: string; list: string }) => {
  const { route } = useLocation();
  const wizard = useMemo(() => newInbox(org), [org]);
  useEffect(() => wizard.dispose, [wizard]);
  const root = useRef<HTMLDivElement>(null);
  useLeaveGuard({
    isDirty: wizard.isDirty,
    keeps: (path) => path === `${list}/new`,
    onLeave: wizard.discard,
  });

  useStepAddress(wizard, `${list}/new`);

  const { step } = wizard.state.value;
  const shownBefore = useRef(step);
  useEffect(() => {
    if (step === shownBefore.current) return;
    shownBefore.current = step;
    root.current?.querySelector<HTMLElement>('[data-step-focus]')?.focus();
  }, [step]);

  const showErrors = () => focusFirstError(root.current);
  const goOn = () => {
    wizard.giveAddress();
    if (wizard.state.peek().step === 'address') showErrors();
  };
  const finish = (made: Made | null) => {
    if (!made) return showErrors();
    toast(outcomes[made.outcome]);
    route(goesToList.has(made.outcome) ? list : `${list}/${made.id}/connection`);
  };

  return (
    <div ref={root}>
      <Progress now={step} />
      <div class="wizard">
        <AddressStep wizard={wizard} onContinue={goOn} />
        {step !== 'address' && (
          <TypeStep
            isOpen={step === 'type'}
            onOpen={() => wizard.change((state) => ask(state, 'type'))}
            onContinue={() => wizard.change((state) => ask(state, 'servers'))}
          />
        )}
        {step === 'servers' && (
          <ServersStep
            wizard={wizard}
            cancelPath={list}
            onTest={() => void wizard.editor.test().then(showErrors)}
            onSave={() => void wizard.save().then(finish)}
            onSaveUntested={() => void wizard.saveUntested().then(finish)}
            onSaveAlone={() => void wizard.saveAlone().then(finish)}
          />
        )}
      </div>
    </div>
  );
};
