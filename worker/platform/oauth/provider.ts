/** Whose accounts an inbox can be connected with. */
export type ProviderName = 'google' | 'microsoft';

/** What a deployment knows of a provider: endpoints, who we are to it, what we ask for. */
export type Provider = {
  name: ProviderName;
  clientId: string;
  clientSecret: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** RFC 7009; Microsoft has none. */
  revocationEndpoint: string | null;
  jwksUri: string;
  /** The issuer that an id_token must name; `{tid}` stands for the token's own tenant. */
  issuer: string;
  /** The base of the API that proves access to the mailbox. */
  api: string;
  /** Asked for to know who signs in. */
  identityScopes: readonly string[];
  /** Without every one of these there is no mailbox. */
  mailScopes: readonly string[];
  /** Asked for as well when the mailbox is a shared one. */
  sharedMailScopes: readonly string[];
  /** What the provider may put before a scope's name in its answer. */
  scopePrefix: string;
  /** Parameters of the authorization request beyond RFC 6749's. */
  authorizationParameters: Readonly<Record<string, string>>;
};
