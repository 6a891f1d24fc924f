import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { describe } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { AlertIcon, ChevronIcon } from '../parts/icons.tsx';
import { Moment } from '../parts/time.tsx';
import { type CheckAll, progressWords } from './check-all.ts';
import type { Group } from './groups.ts';
import { placeWords, sharedWords } from './shared-words.ts';

type Props = {
  group: Group;
  state: CheckAll;
  canCheck: boolean;
  onCheck: () => void;
  onStop: () => void;
  /** The inboxes of the group, shown when they are asked for. */
  children: () => ComponentChildren;
};

const Title = ({ group }: Pick<Props, 'group'>) => {
  const { before, after } = sharedWords(group.trouble, group.count);
  const { name, port } = placeWords(group.trouble.at);
  return (
    <>
      {before} <bdi class="shared-place">{name}</bdi>
      {port && ` (port ${port})`}: {after}.
    </>
  );
};

type ActionsProps = Pick<Props, 'canCheck' | 'onCheck' | 'onStop'> & {
  isChecking: boolean;
  isBlocked: boolean;
};

// One button in one place: whoever presses it can stop what it began without looking for another.
const Action = ({ canCheck, isChecking, isBlocked, onCheck, onStop }: ActionsProps) =>
  canCheck ? (
    <Button blocked={isBlocked} onClick={isChecking ? onStop : onCheck}>
      {isChecking ? 'Stop' : 'Check all again'}
    </Button>
  ) : null;

/** What several inboxes share, in the place of their rows: told once, mended once. */
export const SharedNotice = ({ group, state, canCheck, onCheck, onStop, children }: Props) => {
  const isOpen = useSignal(false);
  const id = useId();
  const isOurs = state.kind !== 'idle' && state.key === group.key;
  const isChecking = isOurs && state.kind === 'checking';
  const words = isOurs ? progressWords(state) : null;
  const error = isOurs && state.kind === 'stopped' ? state.error : null;
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isChecking) root.current?.scrollIntoView({ block: 'nearest' });
  }, [isChecking]);
  return (
    <section ref={root} class="shared" aria-labelledby={`${id}-title`}>
      <div class="shared-head">
        <AlertIcon />
        <div class="shared-words">
          <h2 class="shared-title" id={`${id}-title`}>
            <Title group={group} />
          </h2>
          <p class="shared-since">
            Since <Moment at={group.trouble.since} />. Once the cause is mended, check them
            together.
          </p>
          <p class="shared-progress" role="status">
            {isChecking && <span class="spinner" aria-hidden="true" />}
            {words}
            {error !== null && ` ${describe(error).title} ${describe(error).advice}`}
          </p>
        </div>
        <Action
          canCheck={canCheck}
          isChecking={isChecking}
          isBlocked={state.kind === 'checking' && !isOurs}
          onCheck={onCheck}
          onStop={onStop}
        />
      </div>
      <button
        type="button"
        class="shared-button"
        aria-expanded={isOpen.value}
        aria-controls={`${id}-rows`}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <ChevronIcon />
        {isOpen.value ? 'Hide the inboxes' : `Show the ${group.count} inboxes`}
      </button>
      <div id={`${id}-rows`} class="shared-rows" hidden={!isOpen.value}>
        {isOpen.value && children()}
      </div>
    </section>
  );
};
