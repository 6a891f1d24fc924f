import type { Provider } from './provider.ts';

/** What is asked for. */
export const askedScopes = (provider: Provider, isShared: boolean): string[] => [
  ...provider.identityScopes,
  ...provider.mailScopes,
  ...(isShared ? provider.sharedMailScopes : []),
];

/** What there must be to use the mailbox and was not granted. `granted` is null for all that was asked. */
export const missingScopes = (
  { mailScopes, sharedMailScopes }: Provider,
  granted: readonly string[] | null,
  isShared: boolean,
): string[] =>
  [...mailScopes, ...(isShared ? sharedMailScopes : [])].filter(
    (scope) => granted !== null && !granted.includes(scope),
  );

/**
 * A granted scope under the name that it was asked for by: Google answers `…/userinfo.email` for
 * `email`, Microsoft may name Graph's host before a scope and its case doesn't count there.
 */
export const asAsked = (provider: Provider, scope: string): string => {
  const { scopePrefix } = provider;
  const name = scope.startsWith(scopePrefix) ? scope.slice(scopePrefix.length) : scope;
  const isSame = (known: string) => known.toLowerCase() === name.toLowerCase();
  return askedScopes(provider, true).find(isSame) ?? name;
};
