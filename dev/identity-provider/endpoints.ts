export type ProviderName = 'google' | 'microsoft';
export const PROVIDERS = ['google', 'microsoft'] as const satisfies readonly ProviderName[];

export type Place = {
  port: number;
  host: string;
  /** The name in addresses that a browser opens. */
  browserHost: string;
  /** Instead of this server's own: Google's issuer, and Microsoft's with `{tenantid}` in it. */
  issuers: Partial<Record<ProviderName, string>>;
};

export type Endpoints = ReturnType<typeof endpointsAt>;

/** Every address of both providers, made from the configuration and never from a request's Host. */
export const endpointsAt = ({ port, host, browserHost, issuers }: Place) => {
  const server = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const browser = `http://${browserHost}:${port}`;
  const authority = `${browser}/microsoft`;
  return {
    server,
    browser,
    google: {
      issuer: issuers.google ?? `${server}/google`,
      authorization: `${browser}/google/o/oauth2/v2/auth`,
      token: `${server}/google/token`,
      revocation: `${server}/google/revoke`,
      jwks: `${server}/google/oauth2/v3/certs`,
      userinfo: `${server}/google/v1/userinfo`,
      /** Stands for https://gmail.googleapis.com. */
      api: `${server}/google`,
    },
    microsoft: {
      /** Stands for https://login.microsoftonline.com. */
      authority,
      issuerTemplate: issuers.microsoft ?? `${authority}/{tenantid}/v2.0`,
      jwks: `${authority}/common/discovery/v2.0/keys`,
      /** Stands for https://graph.microsoft.com. */
      graph: `${server}/graph`,
    },
  };
};

/** The issuer of one tenant's id_tokens. */
export const tenantIssuer = (template: string, tid: string): string =>
  template.replace('{tenantid}', tid);
