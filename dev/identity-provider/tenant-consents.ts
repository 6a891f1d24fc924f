export type TenantConsent = { tid: string; scopes: string[] };

/** What administrators have granted to all of their tenants, by scopes in their short spelling. */
export const createTenantConsents = () => {
  const granted = new Map<string, Set<string>>();
  return {
    grant(tid: string, scopes: readonly string[]) {
      granted.set(tid, new Set([...(granted.get(tid) ?? []), ...scopes]));
    },
    /** Whether a tenant's people need to ask nobody for these. */
    covers: (tid: string, scopes: readonly string[]): boolean =>
      scopes.every((scope) => granted.get(tid)?.has(scope) ?? false),
    list: (): TenantConsent[] =>
      [...granted].map(([tid, scopes]) => ({ tid, scopes: [...scopes] })),
    clear() {
      granted.clear();
    },
  };
};

export type TenantConsents = ReturnType<typeof createTenantConsents>;
