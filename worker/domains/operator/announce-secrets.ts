import { type OAuthProvider, oauthProviders } from '../../../contract/oauth.ts';
import type { Deps } from '../../deps.ts';
import { alerts } from '../health/tables.ts';
import { secretEnd } from './secret-end.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How many days before its end a secret is announced; the last is that very day. */
const THRESHOLDS = [14, 3, 0];
/** An end longer ago is a date that nobody has kept up to date. */
const PAST_DAYS = 7;

const NAMES: Record<OAuthProvider, string> = { google: 'Google', microsoft: 'Microsoft' };

/** The announcement that is due so many days before the end; the earlier ones are made up for by it. */
const thresholdFor = (days: number): number | undefined =>
  days < -PAST_DAYS ? undefined : THRESHOLDS.findLast((threshold) => days <= threshold);

const ending = (days: number): string => {
  if (days < 0) return 'has ended';
  if (days === 0) return 'ends today';
  return days === 1 ? 'ends tomorrow' : `ends in ${days} days`;
};

const textFor = (provider: OAuthProvider, day: string, days: number): string => {
  const name = NAMES[provider];
  const setting = provider.toUpperCase();
  return [
    `The client secret that Letterbox signs in with at ${name} ${ending(days)} (${day}).`,
    '',
    `From then on ${name} refuses Letterbox itself: nobody can connect an inbox there, and the inboxes that are connected get no fresh access. No inbox is marked for it, and no credentials are lost.`,
    '',
    `1. Make a new secret for the same client at ${name}. The old one goes on working beside it.`,
    `2. npx wrangler secret put ${setting}_CLIENT_SECRET`,
    `3. Set ${setting}_CLIENT_SECRET_EXPIRES to the new day, and deploy. That also ends these mails.`,
    '4. npm run oauth:check says whether it works.',
    '',
    'docs/runbooks/key-rotation.md has the steps, and how to go back.',
    '',
  ].join('\n');
};

/** The mail about a secret that is due at a moment, if one is. Its id is the same whoever makes it. */
const mailAbout = (provider: OAuthProvider, end: Date, now: Date) => {
  const days = Math.ceil((end.getTime() - now.getTime()) / DAY_MS);
  const threshold = thresholdFor(days);
  if (threshold === undefined) return [];
  const day = end.toISOString().slice(0, 10);
  return [
    {
      id: `secret-${provider}-${day}-${threshold}`,
      subject: `Letterbox: the ${NAMES[provider]} client secret ${ending(days)}`,
      text: textFor(provider, day, days),
    },
  ];
};

type Needed = Pick<Deps, 'configuration' | 'db' | 'mailer' | 'oauth'>;

/**
 * Writes the operator a mail when the secret of a client is about to end: 14 days and 3 days before, and
 * on the day, each once. It is called every minute and looks once an hour: what one misses, the next
 * makes up for.
 */
export const announceSecrets = async (
  { configuration, db, mailer, oauth }: Needed,
  now: Date,
): Promise<void> => {
  const recipient = configuration.OPERATOR_EMAIL;
  if (recipient === undefined || mailer === null || now.getUTCMinutes() !== 0) return;
  const mails = oauthProviders
    .filter((provider) => oauth(provider) !== null)
    .flatMap((provider) => {
      const end = secretEnd(configuration, provider);
      return end === null ? [] : mailAbout(provider, end, now);
    });
  if (mails.length === 0) return;
  await db
    .insert(alerts)
    .values(mails.map((mail) => ({ ...mail, recipient, createdAt: now, nextTryAt: now })))
    .onConflictDoNothing();
};
