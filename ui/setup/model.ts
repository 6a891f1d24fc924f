import { type Setup, setup } from '../../contract/tenancy.ts';
import { parseForm } from '../forms/parse.ts';

export type SetupForm = {
  token: string;
  organizationName: string;
  /** `null` until the person writes one: it then follows the name. */
  slug: string | null;
  ownerName: string;
  email: string;
  password: string;
};

export const emptySetup: SetupForm = {
  token: '',
  organizationName: '',
  slug: null,
  ownerName: '',
  email: '',
  password: '',
};

const MAX_SLUG = 40;

/** A name as it could stand in an address. */
export const suggestSlug = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '');

export const slugOf = ({ slug, organizationName }: SetupForm) =>
  slug ?? suggestSlug(organizationName);

export const setupOf = (form: SetupForm): Setup => ({
  token: form.token.trim(),
  organization: { name: form.organizationName, slug: slugOf(form) },
  owner: { name: form.ownerName, email: form.email, password: form.password },
});

export const parseSetup = (form: SetupForm) => parseForm(setup, setupOf(form));
