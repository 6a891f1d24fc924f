import { createMiddleware } from 'hono/factory';
import {
  NONCE_HEADER,
  SIGNATURE_HEADER,
  SIGNATURE_LIFETIME_S,
  type SignedParts,
  TIMESTAMP_HEADER,
  verify,
} from '../contract/connector-signature.ts';
import type { Log } from './log.ts';
import { problem } from './problem.ts';
import { createSeenNonces } from './seen-nonces.ts';

/** A signature is good from 30 s before its time to 30 s after: its nonce must be known for all of it. */
const NONCE_LIFETIME_MS = 2 * SIGNATURE_LIFETIME_S * 1000;
const NONCE = /^[\x21-\x7e]{16,128}$/;
const TIMESTAMP = /^\d{1,12}$/;

type Caller = {
  hmacKey: string;
  /** Accepted beside it while callers move from one key to the next. */
  retiringHmacKey?: string | undefined;
  log: Log;
  now: () => number;
};

/**
 * Lets through only what holds a fresh signature of the Worker's, once. Everybody else gets the
 * same 401; which check it failed stands in the log.
 */
export const authenticateCaller = ({ hmacKey, retiringHmacKey, log, now }: Caller) => {
  const seen = createSeenNonces(NONCE_LIFETIME_MS);
  const isSigned = async (parts: SignedParts, signature: string): Promise<boolean> =>
    (await verify(hmacKey, parts, signature)) ||
    (retiringHmacKey !== undefined && (await verify(retiringHmacKey, parts, signature)));
  return createMiddleware(async (context, next) => {
    const { req } = context;
    const timestamp = req.header(TIMESTAMP_HEADER) ?? '';
    const nonce = req.header(NONCE_HEADER) ?? '';
    const signature = req.header(SIGNATURE_HEADER) ?? '';
    const refuse = (reason: string) => {
      log('caller-refused', { requestId: context.get('requestId'), reason });
      return problem(context, 'signed-out');
    };

    if (!TIMESTAMP.test(timestamp) || !NONCE.test(nonce) || !signature) return refuse('unsigned');
    const ageMs = now() - Number(timestamp) * 1000;
    if (Math.abs(ageMs) > SIGNATURE_LIFETIME_S * 1000) return refuse('stale');
    const { pathname, search } = new URL(req.url);
    const parts = { method: req.method, path: pathname + search, timestamp, nonce };
    const body = await req.text();
    if (!(await isSigned({ ...parts, body }, signature))) return refuse('altered');
    // Last, so that only signed requests take up memory.
    if (!seen.add(nonce, now())) return refuse('replayed');
    return next();
  });
};
