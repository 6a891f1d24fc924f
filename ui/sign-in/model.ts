import { magicLinkRequest } from '../../contract/tenancy.ts';
import type { Errors } from '../forms/errors.ts';
import { type Parsed, parseForm } from '../forms/parse.ts';

export type Credentials = { email: string; password: string };

/** An existing password is not judged, only asked for. */
export const parseCredentials = ({ email, password }: Credentials): Parsed<Credentials> => {
  const parsed = parseForm(magicLinkRequest, { email });
  const missing: Errors = password === '' ? { password: 'Enter your password.' } : {};
  if (parsed.ok && password !== '') return { ok: true, value: { ...parsed.value, password } };
  return { ok: false, errors: { ...(parsed.ok ? {} : parsed.errors), ...missing } };
};

export const parseLinkRequest = (email: string) => parseForm(magicLinkRequest, { email });
