import { and, eq, gt, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { invitationAcceptance } from '../../../contract/tenancy.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import { violatesNotNull, violatesUnique } from '../../platform/database.ts';
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

// The update and the role read after it stand for "still pending": where the invitation was voided or
// accepted since it was looked at, there is no role, the member can't be inserted, and with it the
// whole batch fails.
const join = ({ db, now }: Deps, { id, tenant }: Invitation, userId: string) => {
  const accepted = db
    .select({ role: invitations.role })
    .from(invitations)
    .where(and(eq(invitations.id, id), eq(invitations.status, 'accepted')));
  return [
    db
      .update(invitations)
      .set({ status: 'accepted' })
      .where(
        and(
          eq(invitations.id, id),
          eq(invitations.status, 'pending'),
          gt(invitations.expiresAt, now()),
        ),
      ),
    db.insert(members).values({
      // One invitation makes one member, also for two requests at the same time.
      id: `invited-${id}`,
      organizationId: tenant,
      userId,
      role: sql`(${accepted})`,
      createdAt: now(),
    }),
  ] as const;
};

const refusal = (error: unknown): unknown => {
  if (violatesUnique(error, 'members.organization_id, members.user_id')) {
    return new ProblemError('already-member');
  }
  const lost =
    violatesUnique(error, 'members.id') ||
    violatesUnique(error, 'users.email') ||
    violatesNotNull(error, 'members.role');
  return lost ? new ProblemError('invitation-invalid') : error;
};

/**
 * Makes the invited person's account and membership, both or neither. The secret came by mail, which
 * proves the address. Throws `invitation-invalid`, and `account-exists` where they must sign in instead.
 */
export const acceptWithNewAccount = async (
  deps: Deps,
  secret: string,
  person: z.output<typeof invitationAcceptance>,
): Promise<Invitation> => {
  const invitation = await findInvitation(deps, secret);
  if (invitation.userId !== null) throw new ProblemError('account-exists');
  const account = await newAccount(deps, { ...person, email: invitation.email });
  await deps.db
    .batch([...account.inserts, ...join(deps, invitation, account.userId)])
    .catch((error: unknown) => Promise.reject(refusal(error)));
  return invitation;
};

/** Lets the signed-in person join, when the invitation is theirs. Throws `invitation-invalid` and `already-member`. */
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
  await deps.db
    .batch(join(deps, invitation, userId))
    .catch((error: unknown) => Promise.reject(refusal(error)));
  return invitation;
};
