import { Notice } from '../parts/notice.tsx';
import { pausedWork } from './announcement.ts';
import { type Pause, secondsLeft } from './countdown.ts';
import type { Purpose } from './model.ts';
import { useNow } from './use-now.ts';

const TICK_MS = 250;

type Props = { purpose: Purpose; until: number } & Pick<Pause, 'login'>;

/** Counts down to the next sign-in. It is seen counting, and announced once, elsewhere. */
export const PauseNotice = ({ purpose, until, login }: Props) => (
  <Notice tone="warn" title="The server refused two sign-ins in a row.">
    So that the account is not locked, {pausedWork[purpose]} in{' '}
    <span role="timer" class="countdown">
      {secondsLeft(until, useNow(TICK_MS))} s
    </span>
    . To change something, stop waiting first.
    {login !== null && (
      <span class="pause-login">
        It is about <bdi>{login}</bdi>.
      </span>
    )}
  </Notice>
);
