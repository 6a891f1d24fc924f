import { deployment } from './deployment.ts';
import { missingKeys } from './domains/keys/missing-keys.ts';
import { describeError } from './platform/log.ts';

// An inbox whose key is missing would be told to be one to connect anew.
const askWithKeys = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  if ((await missingKeys(deployment)).length > 0) throw new Error('key-missing');
  return ask();
};

/**
 * Runs what another Worker asks of us. What nobody expected is told to our own log, in its own words,
 * and to the caller not at all: a database's error may quote what it was given.
 */
export const guarded = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
  const told = await askWithKeys(ask).then(
    (answer) => ({ answer }),
    (error: unknown) => deployment.log('error', 'unexpected', { error: describeError(error) }),
  );
  if (!told) throw new Error('internal');
  return told.answer;
};
