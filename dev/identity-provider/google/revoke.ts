import type { Context } from 'hono';
import { authenticateClient } from '../authenticate-client.ts';
import { readForm } from '../form.ts';
import { answerFault } from '../http-fault.ts';
import type { World } from '../world.ts';

const unauthorized = (c: Context) =>
  c.json({ error: 'invalid_client', error_description: 'Unauthorized' }, 401);

const unknown = (c: Context) =>
  c.json({ error: 'invalid_token', error_description: 'Token expired or revoked' }, 400);

/** Takes either token, and kills everything that this account ever granted this client. */
export const revoke = (world: World) => async (c: Context) => {
  const { grants, settings, calls, faults } = world;
  calls.count('google', 'revoke');
  const fault = faults.take('google', 'revoke');
  const trouble = answerFault(c, fault);
  if (trouble) return trouble;
  if (fault) return unauthorized(c);
  const form = (await readForm(c.req.raw)) ?? new Map<string, string>();
  // The token alone is enough; a client that names itself has to be the right one.
  const header = c.req.header('authorization');
  if (header !== undefined && authenticateClient(header, form, settings.clients.google) !== null) {
    return unauthorized(c);
  }
  const token = form.get('token') ?? c.req.query('token') ?? '';
  const issued = grants.find('refresh', 'google', token) ?? grants.find('access', 'google', token);
  if (!issued || issued.grant.revoked || grants.isExpired(issued)) return unknown(c);
  grants.revokeAll(issued.grant.account.id, issued.grant.clientId);
  return c.json({});
};
