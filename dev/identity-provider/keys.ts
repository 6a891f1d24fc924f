import { randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';

const ALGORITHM = 'RS256';

export type Keys = {
  jwks: { keys: JWK[] };
  sign: (claims: JWTPayload) => Promise<string>;
  /** Under a key that is not in `jwks`, though it claims to be. */
  forge: (claims: JWTPayload) => Promise<string>;
};

/** One provider's signing key. */
export const createKeys = async (): Promise<Keys> => {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const kid = randomUUID();
  const sign = (key: CryptoKey, claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid, typ: 'JWT' }).sign(key);
  return {
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: ALGORITHM, use: 'sig' }] },
    sign: (claims) => sign(privateKey, claims),
    forge: async (claims) => sign((await generateKeyPair(ALGORITHM)).privateKey, claims),
  };
};
