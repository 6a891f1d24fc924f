import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import { magicLink, organization } from 'better-auth/plugins';
import type { Configuration } from '../../platform/configuration.ts';
import type { Database } from '../../platform/database.ts';
import { log } from '../../platform/log.ts';
import { MailError } from '../../platform/mail-error.ts';
import type { Mailer } from '../../platform/mailer.ts';
import { accessControl, accessOf } from './access.ts';
import { signInMail } from './mails.ts';
import { userExists } from './queries.ts';
import {
  accounts,
  invitations,
  members,
  organizations,
  rateLimits,
  sessions,
  users,
  verifications,
} from './tables.ts';

const SESSION_LIFETIME_S = 7 * 24 * 60 * 60;
const SESSION_RENEWAL_S = 24 * 60 * 60;
const LINK_LIFETIME_S = 10 * 60;
const INVITATION_LIFETIME_S = 7 * 24 * 60 * 60;
// A sign-in costs 60-75 ms of CPU (scrypt), and is what guessing goes through.
const SIGN_IN_RATE = { window: 60, max: 30 };

const schema = {
  user: users,
  session: sessions,
  account: accounts,
  verification: verifications,
  organization: organizations,
  member: members,
  invitation: invitations,
  rateLimit: rateLimits,
};

const tellOperator = (error: unknown): void =>
  log('error', 'mail-not-sent', { reason: error instanceof MailError ? error.code : 'unknown' });

type Needs = { configuration: Configuration; db: Database; mailer: Mailer };

/** Sign-in and membership: better-auth over our tables. An organization is a tenant; nobody signs up uninvited. */
export const createAuth = ({ configuration, db, mailer }: Needs) =>
  betterAuth({
    appName: 'Letterbox',
    baseURL: configuration.PUBLIC_URL,
    basePath: '/api/auth',
    secret: configuration.AUTH_SECRET,
    database: drizzleAdapter(db, { provider: 'sqlite', schema }),
    trustedOrigins: [configuration.PUBLIC_URL],
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12 },
    // The cookie says who, D1 says whether still: ending a session works at once.
    session: {
      expiresIn: SESSION_LIFETIME_S,
      updateAge: SESSION_RENEWAL_S,
      cookieCache: { enabled: false },
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      customRules: { '/sign-in/email': SIGN_IN_RATE },
    },
    advanced: {
      cookiePrefix: 'letterbox',
      ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] },
    },
    plugins: [
      organization({
        ac: accessControl,
        roles: accessOf,
        allowUserToCreateOrganization: false,
        invitationExpiresIn: INVITATION_LIFETIME_S,
        cancelPendingInvitationsOnReInvite: true,
      }),
      magicLink({
        storeToken: 'hashed',
        disableSignUp: true,
        expiresIn: LINK_LIFETIME_S,
        async sendMagicLink({ email, url }) {
          // Only a person with an account gets a mail. The answer is the same either way, and as soon: it
          // does not wait for the mail server, or who has an account could be told by the time it takes.
          // Imported here: the stand makes an Auth too, in Node, which knows no `cloudflare:`.
          const { outlive } = await import('../../http/outlive.ts');
          if (mailer && (await userExists(db, email))) {
            void outlive(mailer(signInMail(email, url)).catch(tellOperator));
          }
        },
      }),
    ],
  });

export type Auth = ReturnType<typeof createAuth>;
