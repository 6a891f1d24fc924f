import { aadstsOf } from '../../worker/platform/oauth/aadsts.ts';
import type { ProviderName } from '../../worker/platform/oauth/provider.ts';

const REGISTER = 'Register the redirect URI above, letter by letter.';

const GOOGLE: Record<string, string> = {
  invalid_client:
    'Google knows no client with this id and secret. Compare both in Google Auth Platform, Clients; a disabled or deleted secret is refused as well.',
  deleted_client: 'The client was deleted. Restore it in Google Auth Platform, or make a new one.',
  disabled_client: 'The client or its project is disabled. Google Cloud console says why.',
  unauthorized_client: 'The client may not do this. It has to be of the type "Web application".',
  redirect_uri_mismatch: REGISTER,
};

const MICROSOFT: Record<string, string> = {
  invalid_client: 'Microsoft refuses the client. Compare id and secret with the app registration.',
  unauthorized_client:
    'Microsoft refuses the client. Compare MICROSOFT_CLIENT_ID and MICROSOFT_TENANT with the app registration.',
  AADSTS7000215:
    'The secret is wrong. Was the "Secret ID" stored in place of the "Value"? The Value is shown once: make a new secret if it is gone.',
  AADSTS7000222:
    'The secret has expired. Make a new one in Certificates & secrets, and store its Value: npx wrangler secret put MICROSOFT_CLIENT_SECRET',
  AADSTS7000218: 'No secret was taken. Add the redirect URI under the platform "Web".',
  AADSTS700025: 'The app is a public client. Add the redirect URI under the platform "Web".',
  AADSTS700016:
    'This tenant knows no such app: the client id is wrong, or MICROSOFT_TENANT is another tenant than the app’s, or the app is for one tenant only.',
  AADSTS90002:
    'There is no such tenant. Set MICROSOFT_TENANT to common, organizations or the tenant’s id.',
  AADSTS50194:
    'The app is for one tenant only. Set MICROSOFT_TENANT to that tenant’s id, or let the app take accounts of any organization.',
  AADSTS50011: REGISTER,
  AADSTS500112: REGISTER,
};

/** How an operator mends what a provider refuses; nothing for what is not the operator's to mend. */
export const hintFor = (provider: ProviderName, reason: string): string | null => {
  if (provider === 'google') return GOOGLE[reason] ?? null;
  const [error = ''] = reason.split(' ');
  return MICROSOFT[`AADSTS${aadstsOf(reason)}`] ?? MICROSOFT[error] ?? null;
};
