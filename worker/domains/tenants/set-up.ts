import type { z } from 'zod';
import type { setup } from '../../../contract/tenancy.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { sameSecret } from '../../platform/same-secret.ts';
import { countAttempt } from './attempts.ts';
import { newAccount } from './new-account.ts';
import { isSetUp } from './queries.ts';
import { members, organizations, setups } from './tables.ts';

/**
 * Makes the first tenant and its owner, once in a deployment's life. Throws `setup-closed`,
 * `setup-not-configured`,
 * `setup-token-refused` and `too-many-requests`.
 */
export const setUp = async (deps: Deps, input: z.output<typeof setup>): Promise<void> => {
  const { db, configuration, now } = deps;
  if (await isSetUp(db)) throw new ProblemError('setup-closed');
  if (configuration.SETUP_TOKEN === undefined) throw new ProblemError('setup-not-configured');
  const forget = await countAttempt(deps, 'setup');
  if (!(await sameSecret(input.token, configuration.SETUP_TOKEN))) {
    throw new ProblemError('setup-token-refused', {
      errors: [{ pointer: '#/token', detail: 'This is not the setup token of this deployment.' }],
    });
  }
  await forget();
  const account = await newAccount(deps, input.owner);
  const organizationId = crypto.randomUUID();
  const createdAt = now();
  const { name, slug } = input.organization;
  await db
    .batch([
      db.insert(organizations).values({ id: organizationId, name, slug, createdAt }),
      // The second of two requests at once fails here, and with it its whole batch.
      db.insert(setups).values({ id: 1, completedAt: createdAt }),
      ...account.inserts,
      db.insert(members).values({
        id: crypto.randomUUID(),
        organizationId,
        userId: account.userId,
        role: 'owner',
        createdAt,
      }),
    ])
    .catch(async (error: unknown) => {
      if (await isSetUp(db)) throw new ProblemError('setup-closed');
      throw error;
    });
};
