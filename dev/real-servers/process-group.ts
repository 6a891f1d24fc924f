import { readdirSync, readFileSync } from 'node:fs';

/** The processes of a group that still run; the ended ones that nobody has reaped do not count. */
export function livingMembers(groupId: number): number[] {
  const processIds = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processIds.map(Number).filter((processId) => {
    const { state, group } = readStat(processId) ?? {};
    return group === groupId && state !== 'Z' && state !== 'X';
  });
}

function readStat(processId: number): { state?: string; group: number } | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'latin1');
    // proc(5): the name stands in parentheses and may hold anything, so the fields count from its end.
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, group: Number(group) };
  } catch {
    // It ended since the folder was read.
    return null;
  }
}
