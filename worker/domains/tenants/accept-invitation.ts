import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { invitationAcceptance } from '../../../contract/tenancy.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { readInvitationSecret } from './invitation-secret.ts';
import { newAccount } from './new-account.ts';
import { openInvitation } from './queries.ts';
import { invitations, members } from './tables.ts';

/** The invitation behind a mailed secret. Throws `invitation-invalid`. */
export const findInvitation = async ({ db, configuration, now }: Deps, secret: string) => {
  const id = await readInvitationSecret(secret, configuration.AUTH_SECRET);
  const invitation = id === null ? undefined : await openInvitation(db, id, now());
  if (invitation === undefined) throw new ProblemError('invitation-invalid');
  return invitation;
};

type Invitation = Awaited<ReturnType<typeof findInvitation>>;

const join = ({ db, now }: Deps, invitation: Invitation, userId: string) =>
  [
    db.insert(members).values({
      // Accepting twice at once would make this id twice: one of the batches fails whole.
      id: `invited-${invitation.id}`,
      organizationId: invitation.tenant,
      userId,
      role: invitation.role,
      createdAt: now(),
    }),
    db
      .update(invitations)
      .set({ status: 'accepted' })
      .where(and(eq(invitations.id, invitation.id), eq(invitations.status, sql`'pending'`))),
  ] as const;

/**
 * Makes the invited person's account and membership. The secret came by mail, which proves the
 * address. Throws `invitation-invalid`, and `account-exists` where they must sign in instead.
 */
export const acceptWithNewAccount = async (
  deps: Deps,
  secret: string,
  person: z.output<typeof invitationAcceptance>,
): Promise<Invitation> => {
  const invitation = await findInvitation(deps, secret);
  if (invitation.userId !== null) throw new ProblemError('account-exists');
  const account = await newAccount(deps, { ...person, email: invitation.email });
  await deps.db.batch([...account.inserts, ...join(deps, invitation, account.userId)]);
  return invitation;
};

/** Lets the signed-in person join, when the invitation is theirs. Throws `invitation-invalid`. */
export const acceptSignedIn = async (
  deps: Deps,
  secret: string,
  userId: string,
): Promise<Invitation> => {
  const invitation = await findInvitation(deps, secret);
  if (invitation.userId !== userId) {
    throw new ProblemError('invitation-invalid', {
      detail: `This invitation is for ${invitation.email}. Sign in as that person.`,
    });
  }
  await deps.db.batch([...join(deps, invitation, userId)]);
  return invitation;
};
