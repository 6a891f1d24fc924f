import { Notice } from '../parts/notice.tsx';
import { pausedWork } from './announcement.ts';
import { secondsLeft } from './countdown.ts';
import type { Purpose } from './model.ts';
import { useNow } from './use-now.ts';

const TICK_MS = 250;

/** Counts down to the next sign-in. It is seen counting, and announced once, elsewhere. */
export const PauseNotice = ({ purpose, until }: { purpose: Purpose; until: number }) => (
  <Notice tone="warn" title="The server refused two sign-ins in a row.">
    So that the account is not locked, {pausedWork[purpose]} in{' '}
    <span role="timer" class="countdown">
      {secondsLeft(until, useNow(TICK_MS))} s
    </span>
    .
  </Notice>
);
