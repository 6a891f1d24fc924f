import type { z } from 'zod';
import type { setup } from '../../../contract/tenancy.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { sameSecret } from '../../platform/same-secret.ts';
import { newAccount } from './new-account.ts';
import { isSetUp } from './queries.ts';
import { members, organizations, setups } from './tables.ts';

/**
 * Makes the first tenant and its owner, once in a deployment's life. Throws `setup-closed` and
 * `setup-token-refused`.
 */
export const setUp = async (deps: Deps, input: z.output<typeof setup>): Promise<void> => {
  const { db, configuration, now } = deps;
  if (configuration.SETUP_TOKEN === undefined || (await isSetUp(db))) {
    throw new ProblemError('setup-closed');
  }
  if (!(await sameSecret(input.token, configuration.SETUP_TOKEN))) {
    throw new ProblemError('setup-token-refused', {
      errors: [{ pointer: '#/token', detail: 'This is not the setup token of this deployment.' }],
    });
  }
  const account = await newAccount(deps, input.owner);
  const organizationId = crypto.randomUUID();
  const createdAt = now();
  const { name, slug } = input.organization;
  await db
    .batch([
      db.insert(organizations).values({ id: organizationId, name, slug, createdAt }),
      // The second of two requests at once fails here, and with it its whole batch.
      db.insert(setups).values({ id: 1, organizationId, completedAt: createdAt }),
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
