import type { ProviderName } from './endpoints.ts';
import type { Issued } from './grants.ts';
import type { World } from './world.ts';

export type BearerProblem = 'no-token' | 'unknown-token' | 'expired-token' | 'revoked-token';

/** Whose access token a request carries, or why it gets nothing. */
export const readBearer = (
  { grants }: Pick<World, 'grants'>,
  provider: ProviderName,
  header: string | undefined,
): Issued | BearerProblem => {
  const token = /^bearer ([^\s]+)$/i.exec(header ?? '')?.[1];
  if (!token) return 'no-token';
  const issued = grants.find('access', provider, token);
  if (!issued) return 'unknown-token';
  if (issued.grant.revoked) return 'revoked-token';
  return grants.isExpired(issued) ? 'expired-token' : issued;
};
