import { type InboxErrorCode, inboxErrorCodes } from '../../../contract/inbox.ts';
import type { OAuthProviderStates } from '../../../contract/oauth.ts';
import type { OperatorView } from '../../../contract/operator.ts';
import type { Configuration } from '../../platform/configuration.ts';
import { errorWords } from '../inboxes/error-words.ts';
import { meantBy } from './dead-letters.ts';
import type { readChecks, readDeadLetters, readFailedMails, readFailing } from './queries.ts';
import { secretEnd } from './secret-end.ts';

type Rows<Read extends (...given: never[]) => PromiseLike<unknown>> = Awaited<ReturnType<Read>>;

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const checksView = (read: Rows<typeof readChecks>): OperatorView['checks'] => ({
  intervalMinutes: read.interval,
  perMinute: read.perMinute,
  runs: read.runs,
  unfinishedRuns: read.unfinished,
  lastRun: iso(read.lastRun),
  lastCompletedRun: iso(read.lastCompletedRun),
  overdue: read.overdue,
});

const isKnown = (code: string): code is InboxErrorCode =>
  (inboxErrorCodes as readonly string[]).includes(code);

export const failingView = (rows: Rows<typeof readFailing>): OperatorView['inboxes']['failing'] =>
  rows.map(({ code, ...counts }) => ({
    ...{ code, message: isKnown(code) ? errorWords(code) : code },
    ...counts,
  }));

const providerView =
  (configuration: Configuration) =>
  (state: OAuthProviderStates['providers'][number]): OperatorView['providers'][number] => ({
    ...state,
    secretExpiresAt: iso(secretEnd(configuration, state.provider)),
  });

export const providersView = (
  configuration: Configuration,
  { providers }: OAuthProviderStates,
): OperatorView['providers'] => providers.map(providerView(configuration));

export const failedMailsView = (
  rows: Rows<typeof readFailedMails>,
): OperatorView['mail']['failed'] =>
  rows.flatMap(({ failedAt, ...row }) =>
    failedAt === null ? [] : { ...row, failedAt: failedAt.toISOString() },
  );

export const deadLettersView = (rows: Rows<typeof readDeadLetters>): OperatorView['deadLetters'] =>
  rows.map(({ id, body, at }) => ({
    ...{ id, body, at: at.toISOString() },
    canRetry: meantBy(body) !== undefined,
  }));
