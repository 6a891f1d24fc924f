import type { FailureCode } from '../contract/failure.ts';
import type { Protocol } from '../contract/mail-server.ts';
import type { Speaker } from './judge-first-bytes.ts';

const FOUND: Record<Exclude<Speaker, 'unknown'>, FailureCode> = {
  imap: 'imap-server-found',
  smtp: 'smtp-server-found',
  pop3: 'pop3-server-found',
  http: 'web-server-found',
  tls: 'plain-to-tls-port',
  other: 'not-a-mail-server',
};

/** What it means that `speaker` answers where `wanted` should; `undefined` when it may well be the right one. */
export const classifySpeaker = (speaker: Speaker, wanted: Protocol): FailureCode | undefined =>
  speaker === wanted || speaker === 'unknown' ? undefined : FOUND[speaker];
