import type { Provider } from '../../worker/platform/oauth/provider.ts';

const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const GOOGLE_ID = /^[\w.-]+\.apps\.googleusercontent\.com$/;
const REAL = {
  google: /(?:^|\.)googleapis\.com$/,
  microsoft: /^login\.(?:partner\.)?microsoftonline\.(?:com|us|cn)$/,
} as const;

type Client = Pick<Provider, 'name' | 'clientId' | 'clientSecret' | 'tokenEndpoint'>;

/** Something that can be seen without asking anybody, and how to mend it. No value is in it. */
export type Mistake = { detail: string; hint: string };

/** Whether it is the real provider, and no stand-in whose ids may look like anything. */
export const isReal = ({ name, tokenEndpoint }: Client): boolean =>
  REAL[name].test(new URL(tokenEndpoint).hostname);

const ofGoogle = ({ clientId, clientSecret }: Client): Mistake | null => {
  if (!GOOGLE_ID.test(clientId)) {
    return {
      detail: 'GOOGLE_CLIENT_ID is no client id of Google',
      hint: 'It ends in .apps.googleusercontent.com. Copy it from Google Auth Platform, Clients.',
    };
  }
  if (!GOOGLE_ID.test(clientSecret)) return null;
  return {
    detail: 'GOOGLE_CLIENT_SECRET is a client id',
    hint: 'The secret is another text, beside the id. Store it by: npx wrangler secret put GOOGLE_CLIENT_SECRET',
  };
};

const ofMicrosoft = ({ clientId, clientSecret }: Client): Mistake | null => {
  if (!GUID.test(clientId)) {
    return {
      detail: 'MICROSOFT_CLIENT_ID is no application id',
      hint: 'It is a GUID, the "Application (client) ID" of the app registration’s overview.',
    };
  }
  if (!GUID.test(clientSecret)) return null;
  return {
    detail: 'MICROSOFT_CLIENT_SECRET is a GUID, as the secret’s id is, and no secret’s value',
    hint: 'Certificates & secrets shows the "Value" once, when the secret is made. Make a new one and store its Value.',
  };
};

/** What is wrong with a client by its looks. */
export const mistakeOf = (client: Client): Mistake | null => {
  if (!isReal(client)) return null;
  return client.name === 'google' ? ofGoogle(client) : ofMicrosoft(client);
};
