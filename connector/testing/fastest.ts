import { cpuMs } from '../../dev/hostile-texts.ts';

const TRIES = 3;

/** The processor's time for the shortest of a few runs, in milliseconds: what else the machine does doesn't count. */
export const fastest = (work: () => unknown): number =>
  Math.min(...Array.from({ length: TRIES }, () => cpuMs(work)));
