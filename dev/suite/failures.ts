import { stripVTControlCharacters } from 'node:util';
import type { Failure } from './tally.ts';

const MOST = 20;
const LONGEST = 1500;

const OF_THE_RUNNER = /^ +at (?:.*node_modules|new Promise).*\n?/gm;

const shorten = (message: string) => {
  const text = stripVTControlCharacters(message).replaceAll(OF_THE_RUNNER, '').trim();
  const kept = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
  return kept.replaceAll(/^/gm, '    ');
};

/**
 * What failed, to stand at the end of a run's output: where a run fails once in many and only the end of
 * its output is kept, this is all there is to go by. Twenty failures, 1,500 characters each.
 */
export const describeFailures = (failures: Failure[]): string => {
  const told = failures.slice(0, MOST).map(({ name, message }) => `✗ ${name}\n${shorten(message)}`);
  const untold = failures.length - told.length;
  return [...told, ...(untold > 0 ? [`… and ${untold} more`] : [])].join('\n\n');
};
