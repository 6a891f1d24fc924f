import { randomBytes } from 'node:crypto';
import type { ProviderName } from './endpoints.ts';
import type { Grant, Kept } from './grant-file.ts';

export type { Grant };
export type Kind = 'code' | 'access' | 'refresh';

export type Issued = {
  /** The consent it came of, and dies with. */
  grant: Grant;
  scopes: readonly string[];
  expiresAtMs: number;
  usedAtMs: number | null;
};

const PREFIX: Record<ProviderName, Record<Kind, string>> = {
  google: { code: '4/0', access: 'ya29.', refresh: '1//0' },
  microsoft: { code: '1.C', access: 'EwB', refresh: '1.A' },
};
const SECRET_BYTES = 48;

const restore = ({ grants, refreshTokens }: Kept) =>
  new Map(
    refreshTokens.flatMap(({ secret, grant: index, ...rest }) => {
      const grant = grants[index];
      return grant ? [[secret, { ...rest, grant }] as [string, Issued]] : [];
    }),
  );

/** Codes and tokens: opaque, random, and known only if they were issued here. */
export const createGrants = (now: () => number, kept: Kept) => {
  const issued: Record<Kind, Map<string, Issued>> = {
    code: new Map(),
    access: new Map(),
    refresh: restore(kept),
  };
  const grants = new Set(kept.grants);

  const ofAccount = (accountId: string) =>
    [...grants].filter(({ account, revoked }) => account.id === accountId && !revoked);

  return {
    issue(kind: Kind, grant: Grant, seconds: number, scopes: readonly string[] = grant.scopes) {
      const secret = PREFIX[grant.provider][kind] + randomBytes(SECRET_BYTES).toString('base64url');
      const expiresAtMs = now() + seconds * 1000;
      grants.add(grant);
      issued[kind].set(secret, { grant, scopes, expiresAtMs, usedAtMs: null });
      return secret;
    },
    find(kind: Kind, provider: ProviderName, secret: string): Issued | undefined {
      const found = issued[kind].get(secret);
      return found?.grant.provider === provider ? found : undefined;
    },
    isExpired: ({ expiresAtMs }: Issued): boolean => now() >= expiresAtMs,
    /** What this account has consented to so far, for this client. */
    consented: (accountId: string, clientId: string): readonly string[] => {
      const own = ofAccount(accountId).filter((grant) => grant.clientId === clientId);
      return [...new Set(own.flatMap(({ scopes }) => scopes))];
    },
    revoke(grant: Grant) {
      grant.revoked = true;
    },
    revokeAll(accountId: string, clientId: string) {
      for (const grant of ofAccount(accountId)) {
        if (grant.clientId === clientId) grant.revoked = true;
      }
    },
    /** As a change of the password does; gives how many consents that hit. */
    forbidRefresh(accountId: string): number {
      const hit = ofAccount(accountId);
      for (const grant of hit) grant.refreshRevoked = true;
      return hit.length;
    },
    /** Every code and token there ever was, so that a test can look for them where none may be. */
    secrets: (): string[] => Object.values(issued).flatMap((map) => [...map.keys()]),
    /** What is worth keeping over a restart: revoked consents are not. */
    keep(): Kept {
      const living = [...grants].filter(({ revoked }) => !revoked);
      const refreshTokens = [...issued.refresh].flatMap(([secret, { grant, ...rest }]) =>
        grant.revoked
          ? []
          : [{ ...rest, scopes: [...rest.scopes], secret, grant: living.indexOf(grant) }],
      );
      return { grants: living, refreshTokens };
    },
  };
};

export type Grants = ReturnType<typeof createGrants>;
