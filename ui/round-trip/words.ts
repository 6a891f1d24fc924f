import type {
  AuthenticationResults,
  RoundTripResult,
  RoundTripStep,
} from '../../contract/round-trip.ts';
import { describe } from '../messages.ts';
import type { StepMark, Trip } from './model.ts';

export type Method = keyof AuthenticationResults;
type Verdict = NonNullable<AuthenticationResults[Method]>;
export type Tone = 'good' | 'bad' | 'warn' | 'quiet';

export const stepNames: Record<RoundTripStep, string> = {
  send: 'Send the message',
  find: 'Find it in the mailbox',
  delete: 'Delete it again',
};

export const statusNames: Record<StepMark['status'], string> = {
  pending: 'waiting',
  running: 'running',
  passed: 'done',
  failed: 'failed',
  skipped: 'not done',
};

/** `840 ms`, `2.4 s`, `1 min 5 s`. */
export const duration = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
};

export const lookedWords = ({ times, folders }: { times: number; folders: number }): string =>
  `Looked through ${folders} ${folders === 1 ? 'folder' : 'folders'}${times === 1 ? '' : `, ${times} times`}`;

export const methodNames: Record<Method, string> = { spf: 'SPF', dkim: 'DKIM', dmarc: 'DMARC' };

/** What each of them says of a message. */
export const methodMeanings: Record<Method, string> = {
  spf: 'Whether the server that sent it may send for your domain.',
  dkim: 'Whether it carries a valid signature of your domain.',
  dmarc: 'Whether SPF or DKIM stands for the very address in From.',
};

export const verdictNames: Record<Verdict, string> = {
  pass: 'Pass',
  fail: 'Fail',
  softfail: 'Soft fail',
  neutral: 'Neutral',
  none: 'None',
  policy: 'Against policy',
  temperror: 'Temporary error',
  permerror: 'Permanent error',
};

const tones: Record<Verdict, Tone> = {
  pass: 'good',
  fail: 'bad',
  softfail: 'warn',
  neutral: 'quiet',
  none: 'warn',
  policy: 'bad',
  temperror: 'quiet',
  permerror: 'bad',
};

export const toneOf = (verdict: Verdict | null): Tone => (verdict ? tones[verdict] : 'quiet');

const remedies: Record<Method, string> = {
  spf: 'Add the sending server to the SPF record of your domain, a TXT record in its DNS.',
  dkim: 'Switch DKIM on at whoever sends your mail, and publish the key they give you in your DNS.',
  dmarc: 'Mend SPF or DKIM first: one of them has to pass for the domain in From.',
};

const absent: Record<Method, string> = {
  spf: 'Your domain has no SPF record. Publish one in its DNS that names the sending server.',
  dkim: 'It was not signed. Switch DKIM on at whoever sends your mail.',
  dmarc: 'Your domain has no DMARC record. Publish one in its DNS once SPF and DKIM pass.',
};

const wrongRecord = 'The record in your domain’s DNS can’t be understood; correct it.';

/** What to do about what the receiver wrote; `null` where there is nothing to do. */
export const adviceOn = (method: Method, verdict: Verdict | null): string | null => {
  switch (verdict) {
    case null:
      return 'The receiver wrote none.';
    case 'pass':
      return null;
    case 'none':
      return absent[method];
    case 'permerror':
      return method === 'dkim' ? remedies.dkim : wrongRecord;
    case 'temperror':
      return 'The receiver could not look it up just then; send another message later.';
    case 'neutral':
      return method === 'dkim'
        ? 'The receiver does not judge the signature.'
        : 'Your domain does not say. Let its record end in ~all or -all.';
    default:
      return remedies[method];
  }
};

type Outcome = { tone: 'good' | 'warn' | 'bad'; title: string; text: string };

const landed = ({ folderUse, arrivedMs }: RoundTripResult): Outcome => {
  const time = arrivedMs === null ? '' : ` in ${duration(arrivedMs)}`;
  if (folderUse === 'junk') {
    return {
      tone: 'warn',
      title: `It arrived${time}, but it landed in the spam folder.`,
      text: 'Customers may find your answers there too. What the receiver wrote below says why, as a rule.',
    };
  }
  return { tone: 'good', title: `It arrived${time}.`, text: 'Sending and receiving both work.' };
};

/** How it ended, in a line and what it means. */
export const outcomeOf = (result: RoundTripResult): Outcome => {
  if (result.ok) return landed(result);
  const { failure } = result;
  return {
    tone: 'bad',
    title: failure?.message ?? 'The message did not come back.',
    text: failure?.hint ?? 'Send another one in a few minutes.',
  };
};

/** Whether a message of ours was left behind in the mailbox, or may come there yet. */
export const isLeftBehind = ({ sentMs, deleted }: RoundTripResult): boolean =>
  sentMs !== null && !deleted;

/** What a screen reader says as it goes on. */
export const announcement = (trip: Trip): string => {
  switch (trip.kind) {
    case 'running': {
      if (trip.journey.isQueued) return 'Waiting for a free tester.';
      const now = trip.journey.steps.find(({ status }) => status === 'running');
      return now ? `${stepNames[now.step]}: running.` : 'The test message is on its way.';
    }
    case 'done':
      return outcomeOf(trip.result).title;
    case 'stopped':
      return 'Stopped.';
    case 'interrupted':
      return 'Interrupted.';
    case 'refused': {
      const { title, advice } = describe(trip.error);
      return `${title} Nothing was sent. ${advice}`;
    }
    case 'idle':
      return '';
  }
};
