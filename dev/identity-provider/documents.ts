import type { Context } from 'hono';
import type { ProviderName } from './endpoints.ts';
import { answerFault } from './http-fault.ts';
import type { World } from './world.ts';

/** Serves what a provider says of itself to anybody: its discovery document, its keys. */
export const serveDocument =
  (
    { calls, faults }: World,
    provider: ProviderName,
    endpoint: 'discovery' | 'jwks',
    content: (c: Context) => object,
  ) =>
  async (c: Context) => {
    calls.count(provider, endpoint);
    return (await answerFault(c, faults.take(provider, endpoint))) ?? c.json(content(c));
  };
