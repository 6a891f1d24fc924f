import { hashPassword } from 'better-auth/crypto';
import type { Deps } from '../../deps.ts';
import { accounts, users } from './tables.ts';

type Person = { name: string; email: string; password: string };

/**
 * The two inserts that make a person who can sign in with a password, for a batch. The address
 * counts as verified: whoever calls this has proof of it.
 */
export const newAccount = async ({ db, now }: Deps, { name, email, password }: Person) => {
  const createdAt = now();
  const userId = crypto.randomUUID();
  const stamps = { createdAt, updatedAt: createdAt };
  const hash = await hashPassword(password);
  return {
    userId,
    inserts: [
      db
        .insert(users)
        .values({ id: userId, name, email: email.toLowerCase(), emailVerified: true, ...stamps }),
      db.insert(accounts).values({
        id: crypto.randomUUID(),
        accountId: userId,
        providerId: 'credential',
        userId,
        password: hash,
        ...stamps,
      }),
    ] as const,
  };
};
