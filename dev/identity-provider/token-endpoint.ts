import type { Context } from 'hono';
import { authenticateClient, type ClientProblem } from './authenticate-client.ts';
import type { ProviderName } from './endpoints.ts';
import type { Fault } from './faults.ts';
import { readForm } from './form.ts';
import { answerFault } from './http-fault.ts';
import { type GrantProblem, type Redeemed, redeemCode, redeemRefreshToken } from './redeem.ts';
import type { World } from './world.ts';

export type TokenProblem =
  | ClientProblem
  | GrantProblem
  | 'expired-secret'
  | 'not-a-form'
  | 'unknown-grant-type';

/** What the two providers do each in their own way. */
export type TokenDialect = {
  provider: ProviderName;
  /** Brings a scope to the spelling that consents are kept in. */
  known: (scope: string) => string;
  refuse: (c: Context, problem: TokenProblem) => Response;
  answer: (redeemed: Redeemed, fault: Fault | undefined) => Promise<object>;
};

const asProblem = (fault: Fault | undefined): TokenProblem | null => {
  switch (fault?.kind) {
    case 'invalid_client':
      return 'wrong-secret';
    case 'invalid_client_expired_secret':
      return 'expired-secret';
    case 'invalid_grant':
      return 'revoked-grant';
    default:
      return null;
  }
};

const redeem = (world: World, { provider, known }: TokenDialect, form: Map<string, string>) => {
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(world, provider, form);
    case 'refresh_token':
      return redeemRefreshToken(world, provider, form, known);
    default:
      return 'unknown-grant-type';
  }
};

/** Trades codes and refresh tokens for access tokens. */
export const tokenEndpoint = (world: World, dialect: TokenDialect) => async (c: Context) => {
  const { provider, refuse, answer } = dialect;
  const form = await readForm(c.req.raw);
  const endpoint = form?.get('grant_type') === 'refresh_token' ? 'refresh' : 'token';
  world.calls.count(provider, endpoint);
  const fault = world.faults.take(provider, endpoint);
  const trouble = answerFault(c, fault);
  if (trouble) return trouble;
  const wanted = asProblem(fault);
  if (wanted) return refuse(c, wanted);
  if (!form) return refuse(c, 'not-a-form');
  const client = world.settings.clients[provider];
  const problem = authenticateClient(c.req.header('authorization'), form, client);
  if (problem) return refuse(c, problem);
  const redeemed = redeem(world, dialect, form);
  if (typeof redeemed === 'string') return refuse(c, redeemed);
  return c.json(await answer(redeemed, fault));
};
