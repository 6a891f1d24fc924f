import { env } from 'cloudflare:workers';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  addFault,
  calls,
  clearFaults,
  forgetCalls,
  grantFor,
  issuedSecrets,
  NONCE,
  providerCalled,
} from '../../testing/identity-provider.ts';
import { readConfiguration } from '../configuration.ts';
import { idTokenVerifier } from './id-token.ts';
import type { ProviderName } from './provider.ts';
import { providerOf } from './providers.ts';

const SHORT_MS = 1_000;
const HOUR_MS = 3_600_000;
const CONTOSO = 'c0705000-0000-4000-8000-00000000000a';
const FABRIKAM = 'fab12ca0-0000-4000-8000-00000000000b';
const SUPPORT = '0a11ce00-0000-4000-8000-000000000001';
const now = () => new Date();
const names = ['google', 'microsoft'] as const;

afterEach(clearFaults);

/** An id_token as the provider gives it at sign-in. */
const idTokenOf = async (name: ProviderName, account?: string) =>
  (await grantFor(name, account ? { account } : {})).idToken ?? '';

const verify = (name: ProviderName, token: string, nonce = NONCE) =>
  idTokenVerifier(providerCalled(name), now)(token, nonce);

describe('an id_token of the provider’s own', () => {
  test('names Google’s account by its sub, and its verified address', async () => {
    expect(await verify('google', await idTokenOf('google'))).toEqual({
      ok: true,
      identity: { subject: '100000000000000000001', address: 'support@acme.test' },
    });
  });

  test.each([
    ['support@contoso.test', `${CONTOSO}:${SUPPORT}`, 'support@contoso.test'],
    ['jane@contoso.test', `${CONTOSO}:${SUPPORT.replace(/1$/, '2')}`, 'jane@contoso.test'],
    ['support@fabrikam.test', `${FABRIKAM}:${SUPPORT.replace(/1$/, '7')}`, 'support@fabrikam.test'],
  ])('names Microsoft’s account %s by tenant and object', async (account, subject, address) => {
    const verified = await verify('microsoft', await idTokenOf('microsoft', account));
    expect(verified).toEqual({ ok: true, identity: { subject, address } });
  });

  test.each(names)('of %s is refused for the nonce of another sign-in', async (name) => {
    const verified = await verify(name, await idTokenOf(name), 'another nonce');
    expect(verified).toEqual({ ok: false, kind: 'forged', reason: 'nonce' });
  });

  const spoilt = [
    ['wrong-nonce', 'nonce'],
    ['wrong-aud', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['wrong-key', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['wrong-iss-in-token', 'iss'],
    ['clock-skew', 'ERR_JWT_EXPIRED'],
  ] as const;
  const each = names.flatMap((name) => spoilt.map(([kind, reason]) => ({ name, kind, reason })));

  test.each(each)('of $name with $kind is forged', async ({ name, kind, reason }) => {
    await addFault({ provider: name, endpoint: 'token', kind });
    const verified = await verify(name, await idTokenOf(name));
    expect(verified).toEqual({ ok: false, kind: 'forged', reason });
  });

  test.each(names)('of %s is refused once it has expired, by our clock', async (name) => {
    const token = await idTokenOf(name);
    const later = () => new Date(Date.now() + 2 * HOUR_MS);
    const verified = await idTokenVerifier(providerCalled(name), later)(token, NONCE);
    expect(verified).toEqual({ ok: false, kind: 'forged', reason: 'ERR_JWT_EXPIRED' });
  });

  test('of a Microsoft tenant is refused where the deployment is for another', async () => {
    const configuration = readConfiguration({ ...env, MICROSOFT_TENANT: FABRIKAM });
    const provider = providerOf(configuration, 'microsoft');
    if (provider === null) throw new Error('not configured');
    const verifier = idTokenVerifier(provider, now);
    const other = await verifier(await idTokenOf('microsoft'), NONCE);
    expect(other).toEqual({ ok: false, kind: 'forged', reason: 'iss' });
    const own = await verifier(await idTokenOf('microsoft', 'support@fabrikam.test'), NONCE);
    expect(own.ok).toBe(true);
  });
});

describe('a provider’s keys', () => {
  test.each(names)('%s: are asked for once', async (name) => {
    const verifier = idTokenVerifier(providerCalled(name), now);
    const token = await idTokenOf(name);
    await forgetCalls();
    for (const _ of [1, 2, 3]) expect((await verifier(token, NONCE)).ok).toBe(true);
    expect((await calls())[name].jwks).toBe(1);
  });

  const troubles = names.flatMap((name) =>
    ['429', '500', '503', 'timeout', 'garbage'].map((kind) => ({ name, kind })),
  );

  test.each(troubles)(
    '$name, $kind: nothing is said of the token, and later it is good',
    async ({ name, kind }) => {
      const patience = kind === 'timeout' ? { deadlineMs: SHORT_MS } : {};
      const verifier = idTokenVerifier(providerCalled(name), now, patience);
      const token = await idTokenOf(name);
      await addFault({ provider: name, endpoint: 'jwks', kind });
      const verified = await verifier(token, NONCE);
      expect(verified).toEqual({ ok: false, kind: 'temporary', reason: 'keys-unavailable' });
      expect((await verifier(token, NONCE)).ok).toBe(true);
    },
  );

  test.each(names)('%s: nobody listening is temporary', async (name) => {
    const fetch = () => Promise.reject(new TypeError('Network connection lost.'));
    const verifier = idTokenVerifier(providerCalled(name), now, { fetch });
    const verified = await verifier(await idTokenOf(name), NONCE);
    expect(verified).toMatchObject({ ok: false, kind: 'temporary' });
  });
});

/** A provider whose keys the test holds. */
const publish = (jwks: { keys: JWK[] }) => ({ fetch: async () => Response.json(jwks) });

const publicJwk = async (key: CryptoKey, kid: string): Promise<JWK> => ({
  ...(await exportJWK(key)),
  kid,
  alg: 'RS256',
  use: 'sig',
});

describe('a token made by somebody else', () => {
  type Pair = { publicKey: CryptoKey; privateKey: CryptoKey };
  let first: Pair;
  let second: Pair;
  beforeAll(async () => {
    first = await generateKeyPair('RS256', { extractable: true });
    second = await generateKeyPair('RS256', { extractable: true });
  });

  const google = providerCalled('google');
  const microsoft = providerCalled('microsoft');
  const times = { iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 600 };
  const googleClaims = {
    ...times,
    iss: google.issuer,
    aud: google.clientId,
    sub: '1',
    nonce: NONCE,
    email: 'support@acme.test',
  };
  const microsoftClaims = {
    ...times,
    iss: microsoft.issuer.replace('{tid}', CONTOSO),
    aud: microsoft.clientId,
    sub: 'pairwise',
    tid: CONTOSO,
    oid: SUPPORT,
    nonce: NONCE,
  };

  const sign = (claims: JWTPayload, { privateKey }: Pair = first, kid = 'one') =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);

  const verifyOwn = async (name: ProviderName, claims: JWTPayload) => {
    const jwks = { keys: [await publicJwk(first.publicKey, 'one')] };
    const verifier = idTokenVerifier(providerCalled(name), now, publish(jwks));
    return verifier(await sign(claims), NONCE);
  };

  test('passes where nothing is wrong with it', async () => {
    expect((await verifyOwn('google', googleClaims)).ok).toBe(true);
    expect((await verifyOwn('microsoft', microsoftClaims)).ok).toBe(true);
  });

  const without = ({ ...claims }: JWTPayload, name: string): JWTPayload => {
    delete claims[name];
    return claims;
  };

  test.each([
    ['of another tenant than its issuer', { tid: FABRIKAM }, 'iss'],
    [
      'with the issuer of another tenant',
      { iss: microsoft.issuer.replace('{tid}', FABRIKAM) },
      'iss',
    ],
    ['with the placeholder for an issuer', { iss: microsoft.issuer }, 'iss'],
    ['with a tenant that is none', { tid: '{tid}', iss: microsoft.issuer }, 'claims'],
    ['for several audiences', { aud: [microsoft.clientId, 'another'] }, 'claims'],
    ['for another authorized party', { azp: 'another' }, 'azp'],
  ])('is forged at Microsoft: %s', async (_, changes, reason) => {
    const verified = await verifyOwn('microsoft', { ...microsoftClaims, ...changes });
    expect(verified).toEqual({ ok: false, kind: 'forged', reason });
  });

  test.each([
    ['tid', 'iss'],
    ['oid', 'subject'],
    ['nonce', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['exp', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['iat', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['sub', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['aud', 'ERR_JWT_CLAIM_VALIDATION_FAILED'],
    ['iss', 'claims'],
  ])('is forged without %s', async (claim, reason) => {
    const verified = await verifyOwn('microsoft', without(microsoftClaims, claim));
    expect(verified).toEqual({ ok: false, kind: 'forged', reason });
  });

  test('keeps an unverified address of Google to itself', async () => {
    const verified = await verifyOwn('google', { ...googleClaims, email_verified: false });
    expect(verified).toEqual({ ok: true, identity: { subject: '1', address: null } });
  });

  test.each(names)('is forged at %s without a signature', async (name) => {
    const claims = name === 'google' ? googleClaims : microsoftClaims;
    const verified = await verify(name, new UnsecuredJWT(claims).encode());
    expect(verified).toEqual({ ok: false, kind: 'forged', reason: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  test.each(names)(
    'is forged at %s when the public key has served as a shared secret',
    async (name) => {
      const claims = name === 'google' ? googleClaims : microsoftClaims;
      const { keys } = await (await fetch(providerCalled(name).jwksUri)).json<{ keys: JWK[] }>();
      const [jwk = {}] = keys;
      const key = (await importJWK(jwk, 'RS256', { extractable: true })) as CryptoKey;
      for (const secret of [await exportSPKI(key), jwk.n ?? '']) {
        const token = await new SignJWT(claims)
          .setProtectedHeader({ alg: 'HS256', kid: jwk.kid ?? '' })
          .sign(new TextEncoder().encode(secret));
        const verified = await verify(name, token);
        expect(verified).toEqual({ ok: false, kind: 'forged', reason: 'ERR_JOSE_ALG_NOT_ALLOWED' });
      }
    },
  );

  test.each(['', 'a.b', 'a.b.c', '..', 'not a token'])(
    'is forged when it is none: "%s"',
    async (token) => {
      expect(await verify('google', token)).toMatchObject({ ok: false, kind: 'forged' });
    },
  );

  test('is good under a key that has been published since, and forged under one that is gone', async () => {
    const jwks = { keys: [await publicJwk(first.publicKey, 'one')] };
    const verifier = idTokenVerifier(google, now, publish(jwks));
    const old = await sign(googleClaims);
    const fresh = await sign(googleClaims, second, 'two');
    expect((await verifier(old, NONCE)).ok).toBe(true);
    expect(await verifier(fresh, NONCE)).toMatchObject({ ok: false, kind: 'forged' });
    jwks.keys = [await publicJwk(second.publicKey, 'two')];
    expect((await verifier(fresh, NONCE)).ok).toBe(true);
    expect(await verifier(old, NONCE)).toMatchObject({ ok: false, kind: 'forged' });
  });

  test('leaves nothing of itself in the reason', async () => {
    const token = await sign({ ...googleClaims, nonce: 'canary', iss: 'canary', sub: 'canary' });
    const told = JSON.stringify([
      await verify('google', token),
      await verifyOwn('google', { canary: 1 }),
    ]);
    for (const secret of [...(await issuedSecrets()), token, 'canary', NONCE]) {
      expect(told).not.toContain(secret);
    }
  });
});
