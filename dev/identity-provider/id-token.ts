import { type JWTPayload, UnsecuredJWT } from 'jose';
import type { ProviderName } from './endpoints.ts';
import type { Fault } from './faults.ts';
import type { World } from './world.ts';

const LIFETIME_SECONDS = 3600;
const ANOTHER_TENANT = '0e15e000-0000-4000-8000-00000000000f';
/** Older than any tolerance and than the token's own life. */
const USUAL_SKEW_SECONDS = -7200;

type Claims = JWTPayload & { iss: string; aud: string; nonce: string | undefined };

/** Dates and signs an id_token, or spoils it in the one way that a fault asks for. */
export const signIdToken = (
  { now, keys }: Pick<World, 'now' | 'keys'>,
  provider: ProviderName,
  claims: Claims,
  fault: Fault | undefined,
): Promise<string> => {
  const skew = fault?.kind === 'clock-skew' ? (fault.skewSeconds ?? USUAL_SKEW_SECONDS) : 0;
  const iat = Math.floor(now() / 1000) + skew;
  const dated = { ...claims, iat, exp: iat + LIFETIME_SECONDS };
  const sign = fault?.kind === 'wrong-key' ? keys[provider].forge : keys[provider].sign;
  switch (fault?.kind) {
    case 'wrong-nonce':
      return sign({ ...dated, nonce: 'the-nonce-of-another-sign-in' });
    case 'wrong-aud':
      return sign({ ...dated, aud: 'another-client', azp: 'another-client' });
    case 'wrong-iss-in-token':
      return sign({ ...dated, iss: 'https://issuer.invalid' });
    case 'wrong-tid-in-token':
      return sign({ ...dated, tid: ANOTHER_TENANT });
    case 'alg-none':
      return Promise.resolve(new UnsecuredJWT(dated).encode());
    default:
      return sign(dated);
  }
};
