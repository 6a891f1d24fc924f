import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PROVIDERS, type ProviderName } from './endpoints.ts';

export const HTTP_FAULTS = ['429', '500', '503', 'timeout', 'reset', 'garbage'] as const;
const CLIENT_FAULTS = ['invalid_client', 'invalid_client_expired_secret'] as const;
const TOKEN_FAULTS = [
  ...HTTP_FAULTS,
  ...CLIENT_FAULTS,
  'invalid_grant',
  'clock-skew',
  'wrong-nonce',
  'wrong-aud',
  'wrong-key',
  'alg-none',
  'wrong-iss-in-token',
  'wrong-tid-in-token',
  'missing-refresh-token',
  'no-id-token',
] as const;
export const RESPONSE_FAULTS = ['iss-param-right', 'iss-param-wrong'] as const;

export const ENDPOINTS = [
  'authorize',
  'token',
  'refresh',
  'revoke',
  'jwks',
  'profile',
  'discovery',
] as const;

const endpoint = z.enum(ENDPOINTS);
const kind = z.enum([...TOKEN_FAULTS, ...RESPONSE_FAULTS]);

export type FaultEndpoint = z.infer<typeof endpoint>;
export type FaultKind = z.infer<typeof kind>;

/** What can go wrong where: a fault that could never show would let a test pass for nothing. */
export const FAULTS_OF: Record<FaultEndpoint, readonly FaultKind[]> = {
  authorize: [...HTTP_FAULTS, ...RESPONSE_FAULTS],
  token: TOKEN_FAULTS,
  refresh: TOKEN_FAULTS,
  revoke: [...HTTP_FAULTS, ...CLIENT_FAULTS],
  jwks: HTTP_FAULTS,
  profile: HTTP_FAULTS,
  discovery: HTTP_FAULTS,
};

/** A fault as it is asked for; without `times` it stays until it is taken away. */
export const faultRequest = z
  .strictObject({
    provider: z.enum(PROVIDERS),
    endpoint,
    kind,
    times: z.int().positive().optional(),
    /** How far the provider's clock is off under `clock-skew`. */
    skewSeconds: z.int().optional(),
  })
  .refine((fault) => FAULTS_OF[fault.endpoint].includes(fault.kind), {
    path: ['kind'],
    error: 'not a fault of this endpoint',
  })
  .refine((fault) => fault.provider === 'google' || fault.endpoint !== 'revoke', {
    path: ['endpoint'],
    error: 'Microsoft has no revocation endpoint',
  })
  .refine((fault) => fault.provider === 'microsoft' || fault.kind !== 'wrong-tid-in-token', {
    path: ['kind'],
    error: 'Google’s id_tokens name no tenant',
  });

export type FaultRequest = z.infer<typeof faultRequest>;
export type Fault = FaultRequest & { id: string };

/** The faults in force. `take` uses one of them up. */
export const createFaults = () => {
  let faults: Fault[] = [];
  return {
    add(request: FaultRequest): Fault {
      const fault = { ...faultRequest.parse(request), id: randomUUID() };
      faults.push(fault);
      return fault;
    },
    list: (): readonly Fault[] => faults,
    clear() {
      faults = [];
    },
    /** The oldest fault that fits, of the given kinds only. */
    take(
      provider: ProviderName,
      where: FaultEndpoint,
      among: readonly FaultKind[] = FAULTS_OF[where],
    ): Fault | undefined {
      const fault = faults.find(
        (one) => one.provider === provider && one.endpoint === where && among.includes(one.kind),
      );
      if (fault?.times !== undefined) {
        fault.times -= 1;
        if (fault.times === 0) faults = faults.filter((one) => one !== fault);
      }
      return fault;
    },
  };
};

export type Faults = ReturnType<typeof createFaults>;
