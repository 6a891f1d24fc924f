import type { Me, Organization } from '../../contract/member.ts';

export type Session =
  | { kind: 'loading' }
  /** By choice, a person does not want to come back to where they were. */
  | { kind: 'signed-out'; byChoice: boolean }
  | { kind: 'signed-in'; me: Me }
  | { kind: 'failed'; error: unknown };

export const inboxesPath = (slug: string) => `/${slug}/settings/inboxes`;

/** Where a person says whether to be mailed; mails lead there. */
export const alertsPath = (slug: string) => `/${slug}/settings/alerts`;

/** Where a workspace's first inbox is connected. */
export const onboardingPath = (slug: string) => `/${slug}/onboarding`;

/** Where a person may be sent after signing in: a path of this site, and nothing that a browser reads as another. */
export const safeNext = (next: string | undefined): string | null =>
  next !== undefined && /^\/(?![/\\])[^\\\u0000-\u001f]*$/.test(next) ? next : null;

/** The screen on which a signed-in person starts. */
export const homeOf = ({ organizations }: Me): string => {
  const [first] = organizations;
  return first ? inboxesPath(first.slug) : '/no-workspace';
};

export const signInPath = (next: string): string =>
  next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;

export const organizationOf = (me: Me, slug: string): Organization | undefined =>
  me.organizations.find((organization) => organization.slug === slug);

export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase()).join('');
};
