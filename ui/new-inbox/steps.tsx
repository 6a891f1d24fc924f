import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ReturnTarget } from '../../contract/oauth.ts';
import { focusFirstError } from '../forms/focus.ts';
import { SearchAnnouncement } from '../mail-settings/search-announcement.tsx';
import { leaveFor, onComeBack } from '../oauth/begin.ts';
import { providerOfConnection } from '../oauth/provider-names.ts';
import { useLeaveGuard } from '../shell/leave-guard.ts';
import { AddressStep } from './address-step.tsx';
import { stepsOf } from './model.ts';
import { Progress } from './progress.tsx';
import { ServersStep } from './servers-step.tsx';
import { SignInStep } from './sign-in-step.tsx';
import { TypeStep } from './type-step.tsx';
import { useStepAddress } from './use-step-address.ts';
import { useSuggestedWay } from './use-suggested-way.ts';
import { type Made, newInbox } from './wizard.ts';

/** An inbox that was made, and is not on its way to a provider. */
export type Finished = Exclude<Made, { outcome: 'signing-in' }>;

type Props = {
  org: string;
  /** The page that the questions stand on. */
  path: string;
  cancelPath: string;
  returnTo: ReturnTarget;
  /** Where the new inbox is seen to. */
  pathOf: (inboxId: string) => string;
  onFinished: (made: Finished) => void;
};

/** The questions of a new inbox, one open at a time. */
export const Steps = ({ org, path, cancelPath, returnTo, pathOf, onFinished }: Props) => {
  const { route } = useLocation();
  const wizard = useMemo(() => newInbox(org, returnTo), [org, returnTo]);
  useEffect(() => wizard.dispose, [wizard]);
  const root = useRef<HTMLDivElement>(null);
  useLeaveGuard({
    isDirty: wizard.isDirty,
    keeps: (wanted) => wanted === path,
    onLeave: wizard.discard,
  });

  useStepAddress(wizard, path);
  useSuggestedWay(org, wizard);

  const { step, draft } = wizard.state.value;
  const provider = providerOfConnection(draft.connectionType);
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
    if (made.outcome !== 'signing-in') return onFinished(made);
    // The way back from the provider leads to what was made, not to the questions again.
    const stop = onComeBack(() => {
      stop();
      route(pathOf(made.id), true);
    });
    leaveFor(made.authorizationUrl, pathOf(made.id));
  };

  return (
    <div ref={root}>
      <Progress steps={stepsOf(draft)} now={step} />
      <SearchAnnouncement finder={wizard.finder} />
      <div class="wizard">
        <AddressStep wizard={wizard} onContinue={goOn} />
        {step !== 'address' && (
          <TypeStep org={org} wizard={wizard} onContinue={() => wizard.takeWay()} />
        )}
        {step === 'servers' && (
          <ServersStep
            org={org}
            wizard={wizard}
            cancelPath={cancelPath}
            onTest={() => void wizard.editor.test().then(showErrors)}
            onSave={() => void wizard.save().then(finish)}
            onSaveUntested={() => void wizard.saveUntested().then(finish)}
            onSaveAlone={() => void wizard.saveAlone().then(finish)}
          />
        )}
        {step === 'sign-in' && provider && (
          <SignInStep
            org={org}
            provider={provider}
            wizard={wizard}
            cancelPath={cancelPath}
            onSignIn={() => void wizard.signIn().then(finish)}
            onSaveAlone={() => void wizard.saveAlone().then(finish)}
          />
        )}
      </div>
    </div>
  );
};
