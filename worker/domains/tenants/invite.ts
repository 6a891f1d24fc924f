import { isAPIError } from 'better-auth/api';
import type { ProblemCode } from '../../../contract/problem.ts';
import type { InvitationCreation, PendingInvitation } from '../../../contract/tenancy.ts';
import type { Deps } from '../../deps.ts';
import type { Once } from '../../http/idempotency-key.ts';
import { ProblemError } from '../../http/problem.ts';
import { MailError } from '../../platform/mail-error.ts';
import { madeBefore, remember, replayed } from '../idempotency/once.ts';
import { invitationMail } from './mails.ts';
import { namesOf, pendingInvitationsOf } from './queries.ts';
import type { Who } from './session.ts';

const CODES: Record<string, ProblemCode> = {
  USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: 'already-member',
  YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE: 'role-forbids',
  YOU_ARE_NOT_ALLOWED_TO_INVITE_USERS_TO_THIS_ORGANIZATION: 'role-forbids',
  YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION: 'role-forbids',
  INVITATION_NOT_FOUND: 'not-found',
  INVITATION_LIMIT_REACHED: 'invitation-limit-reached',
};

const translate = (error: unknown): never => {
  const code = isAPIError(error) ? CODES[error.body?.code ?? ''] : undefined;
  throw code === undefined ? error : new ProblemError(code);
};

const send = async (
  { mailer, db, configuration }: Deps,
  who: Who,
  invitation: { id: string; email: string },
): Promise<void> => {
  const names = await namesOf(db, who.tenant);
  const invited = { organization: names?.name ?? '', inviter: who.person.name, ...invitation };
  await mailer?.(await invitationMail(invited, configuration));
};

/**
 * Mails an invitation to a tenant; an earlier one to the same address is void. Throws
 * `mail-not-configured`, `mail-not-sent` (the invitation is then void), `already-member`, `role-forbids`
 * (only an owner may invite an owner).
 */
const invite = async (
  deps: Deps,
  headers: Headers,
  who: Who,
  { email, role }: InvitationCreation,
): Promise<PendingInvitation> => {
  const { auth, mailer } = deps;
  if (mailer === null) throw new ProblemError('mail-not-configured');
  const invitation = await auth.api
    .createInvitation({ headers, body: { email, role, organizationId: who.tenant } })
    .catch(translate);
  await send(deps, who, { id: invitation.id, email }).catch(async (error: unknown) => {
    // Nobody has its link.
    await cancelInvitation(deps, headers, invitation.id);
    if (!(error instanceof MailError)) throw error;
    throw new ProblemError('mail-not-sent', { reason: error.code });
  });
  return { id: invitation.id, email, role, expiresAt: invitation.expiresAt.toISOString() };
};

/**
 * {@link invite}, and for the same request again the invitation that it made before, with no second mail.
 * Throws `not-found` where that one is no longer pending, and `idempotency-key-reused`.
 */
export const inviteOnce = async (
  deps: Deps,
  headers: Headers,
  who: Who,
  input: InvitationCreation,
  once: Once | null,
): Promise<PendingInvitation> => {
  const { db, now } = deps;
  const made = replayed(await madeBefore(deps, who, once), once);
  if (made === null) {
    const invitation = await invite(deps, headers, who, input);
    // better-auth has written the invitation by itself: a key that is lost here costs a second mail.
    for (const statement of remember(deps, who, once, invitation.id)) await statement;
    return invitation;
  }
  const pending = await pendingInvitationsOf(db, who.tenant, now());
  const same = pending.find(({ id }) => id === made);
  if (same === undefined) throw new ProblemError('not-found');
  return { ...same, expiresAt: same.expiresAt.toISOString() };
};

/** Voids an invitation. Throws `not-found` for another tenant's. */
export const cancelInvitation = async ({ auth }: Deps, headers: Headers, invitationId: string) => {
  await auth.api.cancelInvitation({ headers, body: { invitationId } }).catch(translate);
};
