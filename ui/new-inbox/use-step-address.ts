import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type Step, steps } from './model.ts';
import type { NewInbox } from './wizard.ts';

const stepIn = (word: string | undefined): Step => steps.find((step) => step === word) ?? 'address';

/** Keeps the open question in the page's address, so that the browser's way back leads to the one before. */
export const useStepAddress = (wizard: NewInbox, path: string) => {
  const { path: here, query, route } = useLocation();
  const { step } = wizard.state.value;
  const inAddress = stepIn(query.step);
  const written = useRef(inAddress);
  const isFirst = useRef(true);

  const write = (now: Step, replaces: boolean) => {
    written.current = now;
    route(now === 'address' ? path : `${path}?step=${now}`, replaces);
  };

  useEffect(() => {
    // A draft that was kept opens where it was left, and that is no step of this visit.
    if (step !== written.current) write(step, isFirst.current);
    isFirst.current = false;
  }, [step]);

  useEffect(() => {
    if (here !== path || inAddress === written.current) return;
    // What was made is no question any more, wherever the address leads.
    if (wizard.state.peek().kind === 'created') return;
    written.current = inAddress;
    wizard.goTo(inAddress);
    const reached = wizard.state.peek().step;
    if (reached !== inAddress) write(reached, true);
  }, [here, inAddress]);
};
