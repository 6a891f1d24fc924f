import type { Client } from './settings.ts';

export type ClientProblem =
  | 'two-authentications'
  | 'no-client'
  | 'unknown-client'
  | 'no-secret'
  | 'wrong-secret';

const fromBasic = (header: string): [string, string] | undefined => {
  const [scheme, value] = header.split(' ');
  if (scheme?.toLowerCase() !== 'basic' || !value) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)];
};

/** RFC 6749 wants both halves form-encoded, and many clients don't do it: either is taken. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** Who calls: by HTTP Basic or by the form, never by both. Null means that all is well. */
export const authenticateClient = (
  header: string | undefined,
  form: Map<string, string>,
  client: Client,
): ClientProblem | null => {
  const isThis = (given: string, wanted: string) => given === wanted || decoded(given) === wanted;
  if (header !== undefined) {
    const basic = fromBasic(header);
    if (!basic) return 'no-client';
    if (form.has('client_secret')) return 'two-authentications';
    if (!isThis(basic[0], client.id)) return 'unknown-client';
    return isThis(basic[1], client.secret) ? null : 'wrong-secret';
  }
  const id = form.get('client_id');
  const secret = form.get('client_secret');
  if (!id) return 'no-client';
  if (id !== client.id) return 'unknown-client';
  if (!secret) return 'no-secret';
  return secret === client.secret ? null : 'wrong-secret';
};
