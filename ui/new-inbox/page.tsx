import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { focusFirstError } from '../forms/focus.ts';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { toast } from '../parts/toast.tsx';
import { inboxesPath } from '../session/model.ts';
import { useLeaveGuard } from '../shell/leave-guard.ts';
import { AddressStep } from './address-step.tsx';
import { ask, type Step, steps } from './model.ts';
import { ServersStep } from './servers-step.tsx';
import { TypeStep } from './type-step.tsx';
import { type Made, newInbox } from './wizard.ts';

const names: Record<Step, string> = {
  address: 'Address',
  type: 'Way to connect',
  servers: 'Servers and name',
};

const outcomes: Record<Made['outcome'], string> = {
  connected: 'The inbox is connected.',
  untested: 'The inbox is added. Its connection is not tested yet.',
  refused: 'The inbox is added, but not connected yet.',
};

const Progress = ({ now }: { now: Step }) => (
  <ol class="progress" aria-label="Steps">
    {steps.map((step, index) => (
      <li
        key={step}
        class="progress-step"
        aria-current={step === now ? 'step' : undefined}
        data-done={index < steps.indexOf(now) || undefined}
      >
        <span class="progress-number" aria-hidden="true">
          {index + 1}
        </span>
        {names[step]}
      </li>
    ))}
  </ol>
);

export default function NewInboxPage({ organization }: { organization: Organization }) {
  useTitle('Add inbox', organization.name);
  const { route } = useLocation();
  const wizard = useMemo(() => newInbox(organization.slug), [organization.slug]);
  useEffect(() => wizard.dispose, [wizard]);
  const root = useRef<HTMLDivElement>(null);
  const list = inboxesPath(organization.slug);
  useLeaveGuard({
    isDirty: wizard.isDirty,
    keeps: (path) => path === `${list}/new`,
    onLeave: wizard.discard,
  });

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
    route(made.outcome === 'connected' ? list : `${list}/${made.id}/connection`);
  };

  return (
    <div ref={root}>
      <PageHeading title="Add inbox" back={{ href: list, label: 'Inboxes' }} />
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
          />
        )}
      </div>
    </div>
  );
}
