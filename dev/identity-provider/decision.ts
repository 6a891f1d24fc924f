import { z } from 'zod';
import type { Account } from './accounts.ts';

const decision = z.object({
  decision: z.enum(['continue', 'cancel']),
  account: z.string().optional(),
  scopes: z.array(z.string()),
});

export type Decision<Kind extends Account> =
  | { account: Kind; scopes: readonly string[] }
  | 'cancel';

/** What was chosen on the consent page; undefined for what that page can't have sent. */
export const readDecision = async <Kind extends Account>(
  request: Request,
  accounts: readonly Kind[],
): Promise<Decision<Kind> | undefined> => {
  const form = new URLSearchParams(await request.text());
  const result = decision.safeParse({
    decision: form.get('decision'),
    account: form.get('account') ?? undefined,
    scopes: form.getAll('scope'),
  });
  if (!result.success) return undefined;
  if (result.data.decision === 'cancel') return 'cancel';
  const account = accounts.find(({ id }) => id === result.data.account);
  return account && { account, scopes: result.data.scopes };
};
