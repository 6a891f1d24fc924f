import { peakMb } from '../connector/process-cost.ts';
import { type Checking, checking, type Stage } from './checking.ts';
import { type Claiming, claiming } from './claiming.ts';
import { settle } from './control.ts';
import { type Failing, failing } from './failing.ts';
import { type Planned, planned } from './plans.ts';
import { type Reading, reading } from './reading.ts';

/** All that was measured in one database, at one interval. */
export type Figures = {
  inboxes: number;
  interval: number;
  bytes: number;
  claiming: Claiming;
  checking: Checking;
  reading: Reading;
  failing: Failing | null;
  peakMb: number;
  plans: Planned[];
};

export type Size = { inboxes: number; interval: number; bytes: number };

type How = { runs: number; messages: number; withFailing: boolean; say: (text: string) => void };

/** Measures everything, one after the other. Failing inboxes last: they don't become healthy again. */
export const measure = async (
  stage: Stage,
  size: Size,
  { runs, messages, withFailing, say }: How,
): Promise<Figures> => {
  const { control, runtime } = stage;
  await settle(control, size.interval);
  say('Claiming');
  const claimed = await claiming(control, runs);
  say('Checking');
  const checked = await checking(stage, messages);
  say('Reading meanwhile');
  const read = await reading(control, runtime, Math.ceil(messages / 2));
  if (withFailing) say('Failing');
  const failed = withFailing ? await failing(control) : null;
  const statements = [
    ...[...claimed.statements, ...checked.statements, ...read.statements],
    ...(failed?.statements ?? []),
  ];
  return {
    ...size,
    ...{ claiming: claimed, checking: checked, reading: read, failing: failed },
    peakMb: runtime.pid ? peakMb(runtime.pid) : Number.NaN,
    plans: await planned(control, statements),
  };
};
