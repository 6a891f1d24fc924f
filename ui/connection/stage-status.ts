import type { StageMark } from './test-run.ts';

/** How far a stage is, in a word. */
export const stageStatusNames: Record<StageMark['status'], string> = {
  pending: 'waiting',
  running: 'running',
  passed: 'passed',
  failed: 'failed',
  skipped: 'skipped',
};
