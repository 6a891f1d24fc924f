import { randomUUID } from 'node:crypto';

/** How Microsoft words a refusal, and which OAuth error it belongs to. */
const REFUSALS: Record<number, [error: string, words: string]> = {
  50011: [
    'invalid_request',
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  ],
  50020: [
    'access_denied',
    'User account from identity provider does not exist in tenant and cannot access the application in that tenant.',
  ],
  50058: ['login_required', 'A silent sign-in request was sent but no user is signed in.'],
  50148: [
    'invalid_grant',
    'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
  ],
  50173: [
    'invalid_grant',
    'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
  ],
  53000: [
    'access_denied',
    'Device is not in required device state. Conditional Access policy requires a compliant device.',
  ],
  53003: [
    'access_denied',
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  ],
  54005: [
    'invalid_grant',
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ],
  65001: [
    'consent_required',
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
  ],
  65004: ['access_denied', 'User declined to consent to access the app.'],
  70000: ['invalid_grant', 'The provided grant is invalid or malformed.'],
  70003: ['unsupported_grant_type', 'The app requested an unsupported grant type.'],
  70008: [
    'invalid_grant',
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  ],
  70011: ['invalid_scope', "The provided value for the input parameter 'scope' is not valid."],
  90002: [
    'invalid_request',
    'Tenant not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.',
  ],
  90094: [
    'access_denied',
    'An administrator has set a policy that prevents you from granting the app the permissions it is requesting. Contact an administrator, who can grant permissions to this app on your behalf.',
  ],
  500112: [
    'invalid_client',
    'The reply address does not match the reply address provided when requesting Authorization code.',
  ],
  501481: [
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  501491: [
    'invalid_request',
    'Invalid size or method of Code_Challenge parameter. Required here: S256.',
  ],
  530032: [
    'access_denied',
    'The tenant admin has configured a security policy that blocks this request.',
  ],
  700016: [
    'unauthorized_client',
    'Application with this identifier was not found in the directory. You may have sent your authentication request to the wrong tenant.',
  ],
  700082: ['invalid_grant', 'The refresh token has expired due to inactivity.'],
  900144: ['invalid_request', 'The request body is missing a required parameter.'],
  900971: ['invalid_request', 'No reply address provided.'],
  7000215: [
    'invalid_client',
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
  ],
  7000218: [
    'invalid_client',
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  7000222: [
    'invalid_client',
    'The provided client secret keys are expired. Visit the Azure portal to create new keys for your app.',
  ],
  9002313: ['invalid_grant', 'Invalid request. Request is malformed or invalid.'],
};

export type AadstsRefusal = {
  error: string;
  error_description: string;
  error_codes: number[];
  timestamp: string;
  trace_id: string;
  correlation_id: string;
  error_uri: string;
};

const stamp = (nowMs: number) => `${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** Everything that Microsoft says of a refusal. `error` where another one belongs to the number. */
export const aadsts = (code: number, nowMs: number, error?: string): AadstsRefusal => {
  const [usual, words] = REFUSALS[code] ?? ['access_denied', 'Sign-in was refused.'];
  const ids = { timestamp: stamp(nowMs), trace_id: randomUUID(), correlation_id: randomUUID() };
  const { timestamp, trace_id, correlation_id } = ids;
  return {
    error: error ?? usual,
    error_description: `AADSTS${code}: ${words} Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`,
    error_codes: [code],
    ...ids,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
  };
};
