import { type Protocol, protocols } from '../../contract/mail-server.ts';
import { durationWords } from '../durations.ts';
import { protocolNames } from '../messages.ts';
import { offeredFix } from './fix.ts';
import type { Editor, Purpose } from './model.ts';
import type { TestRun } from './test-run.ts';

/** How a test went, by what it was for. */
export const verdicts: Record<Purpose, { passed: string; failed: string }> = {
  test: { passed: 'Both connections work.', failed: 'The test failed.' },
  save: { passed: 'Both connections work.', failed: 'The test failed. Nothing was stored.' },
  check: { passed: 'The stored connection works.', failed: 'The check failed.' },
};

/** What starts by itself after a pause. */
export const pausedWork: Record<Purpose, string> = {
  test: 'the test starts by itself',
  save: 'saving goes on by itself',
  check: 'the check starts by itself',
};

const outcomeAt = (protocol: Protocol, editor: Editor, run: TestRun): string => {
  const { ok, failure } = run[protocol];
  const name = protocolNames[protocol];
  if (ok) return `${name} works.`;
  if (failure === null) return `${name}: failed.`;
  const fix = offeredFix(protocol, run[protocol], editor.form);
  return `${name}: ${failure.message} ${failure.hint}${fix ? ` A button offers: ${fix.words}.` : ''}`;
};

const whileTesting = ({ queued, ...run }: TestRun): string => {
  if (queued) return 'Waiting for a free tester.';
  const isProbing = protocols.some((protocol) => run[protocol].probing);
  return isProbing ? 'Looking for a setting that works.' : 'Testing the connection.';
};

/** What a screen reader says when something has happened; the same until something else has. */
export const announcement = (editor: Editor): string => {
  switch (editor.kind) {
    case 'testing':
      return whileTesting(editor.run);
    case 'passed':
      return verdicts[editor.purpose].passed;
    case 'failed':
      return [
        verdicts[editor.purpose].failed,
        ...protocols.map((protocol) => outcomeAt(protocol, editor, editor.run)),
      ].join(' ');
    case 'paused':
      return `The server refused two sign-ins in a row. So that the account is not locked, ${pausedWork[editor.purpose]} in ${durationWords(editor.seconds)}.`;
    case 'stopped':
      return editor.was === 'paused' ? 'Stopped waiting. Nothing was tested.' : 'Test stopped.';
    case 'saving':
      return 'Saving.';
    case 'saved':
      return 'Saved.';
    default:
      return '';
  }
};
