import { readFileSync, writeFileSync } from 'node:fs';

const KIB = 1024;
const MB = 1_000_000;
/** Linux counts CPU time in hundredths of a second for every program (`getconf CLK_TCK`). */
const TICK_MS = 10;

const statusOf = (pid: number, field: 'VmRSS' | 'VmHWM'): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [, kib] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status) ?? [];
  return (Number(kib) * KIB) / MB;
};

/** Megabytes in memory now. */
export const residentMb = (pid: number): number => statusOf(pid, 'VmRSS');

/** The most megabytes that were in memory since the start, or {@link forgetPeak}. */
export const peakMb = (pid: number): number => statusOf(pid, 'VmHWM');

/** From here on the peak is counted anew (proc(5): 5 resets it). */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** Milliseconds of CPU that the process has used. */
export const cpuMs = (pid: number): number => {
  // The second field is the program's name in brackets, and may hold anything.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
};
