import { z } from 'zod';
import { personEmail } from './email-address.ts';
import { organization, role } from './member.ts';
import { line } from './text.ts';

const MAX_NAME = 100;
const MIN_PASSWORD = 12;
const MAX_PASSWORD = 128;
// Path segments that the UI uses for itself.
const RESERVED_SLUGS = new Set([
  'api',
  'assets',
  'sign-in',
  'sign-in-ended',
  'no-workspace',
  'setup',
  'invitation',
  'operator',
]);

/** A password that a person signs in with. Length is the only rule (NIST SP 800-63B). */
export const newPassword = z
  .string({ error: 'Enter a password.' })
  .min(MIN_PASSWORD, { error: `Use at least ${MIN_PASSWORD} characters.` })
  .max(MAX_PASSWORD, { error: `Use at most ${MAX_PASSWORD} characters.` });

/** A tenant's name in paths. */
export const slug = z
  .string({ error: 'Enter a short name for addresses.' })
  .min(2, { error: 'Use at least 2 characters.' })
  .max(40, { error: 'Use at most 40 characters.', abort: true })
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, {
    error: 'Use lower-case letters, digits and hyphens.',
  })
  .refine((text) => !RESERVED_SLUGS.has(text), { error: 'This name is reserved; choose another.' });

/** What a person who is not signed in may know of a deployment. */
export const deployment = z.object({
  /** Nobody has set the deployment up yet, and a setup token is configured. */
  setupOpen: z.boolean(),
  /** Sign-in by a mailed link is possible: the deployment can send mail. */
  magicLink: z.boolean(),
});
export type Deployment = z.infer<typeof deployment>;

/** Makes the first tenant and its owner. `token` is the deployment's SETUP_TOKEN. */
export const setup = z.object({
  token: z.string({ error: 'Enter the setup token.' }).min(1, { error: 'Enter the setup token.' }),
  organization: z.object({ name: line('a name', MAX_NAME), slug }),
  owner: z.object({
    name: line('your name', MAX_NAME),
    email: personEmail,
    password: newPassword,
  }),
});
export type Setup = z.input<typeof setup>;

/** What a person signs in with. Only presence is asked: what is wrong with it is not for a stranger to know. */
export const credentials = z.object({
  email: personEmail,
  password: z.string({ error: 'Enter your password.' }).min(1, { error: 'Enter your password.' }),
});
export type Credentials = z.input<typeof credentials>;

export const magicLinkRequest = z.object({ email: personEmail });

export const member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
});
export type Member = z.infer<typeof member>;

/** An invitation that nobody has accepted yet. Its secret is only in the mail. */
export const pendingInvitation = z.object({
  id: z.string(),
  email: z.string(),
  role,
  expiresAt: z.iso.datetime(),
});
export type PendingInvitation = z.infer<typeof pendingInvitation>;

export const memberList = z.object({
  members: z.array(member),
  invitations: z.array(pendingInvitation),
});
export type MemberList = z.infer<typeof memberList>;

export const invitationCreation = z.object({ email: personEmail, role });
export type InvitationCreation = z.input<typeof invitationCreation>;

/** What the holder of an invitation's secret may know of it. */
export const invitationView = z.object({
  organization: organization.omit({ role: true }),
  email: z.string(),
  role,
  /** The person must sign in to their account instead of making one. */
  hasAccount: z.boolean(),
});
export type InvitationView = z.infer<typeof invitationView>;

/** Makes the invited person's account. Not needed by a person who has one and is signed in. */
export const invitationAcceptance = z.object({
  name: line('your name', MAX_NAME),
  password: newPassword,
});
export type InvitationAcceptance = z.input<typeof invitationAcceptance>;
