import type { Context } from 'hono';
import { toBase64url } from '../platform/base64.ts';
import { ProblemError } from './problem.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;
const encoder = new TextEncoder();

/** A request that is to take effect only once, however often it comes. */
export type Once = { key: string; fingerprint: string };

/**
 * What Idempotency-Key (draft-ietf-httpapi-idempotency-key-header) asks of this request, `null` where it
 * is absent. The fingerprint covers the route and the body. Throws `idempotency-key-invalid`.
 */
export const onceOf = async (c: Context): Promise<Once | null> => {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!KEY.test(key)) throw new ProblemError('idempotency-key-invalid');
  const request = JSON.stringify([c.req.method, c.req.path, await c.req.text()]);
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(request));
  return { key, fingerprint: toBase64url(new Uint8Array(digest)) };
};
