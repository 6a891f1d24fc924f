import type { OAuthProvider } from '../../../contract/oauth.ts';
import type { Configuration } from '../../platform/configuration.ts';

type Told = Pick<Configuration, 'GOOGLE_CLIENT_SECRET_EXPIRES' | 'MICROSOFT_CLIENT_SECRET_EXPIRES'>;

/** When the client secret of a provider ends, in UTC; `null` where nobody has said. */
export const secretEnd = (told: Told, provider: OAuthProvider): Date | null => {
  const day =
    provider === 'google'
      ? told.GOOGLE_CLIENT_SECRET_EXPIRES
      : told.MICROSOFT_CLIENT_SECRET_EXPIRES;
  return day === undefined ? null : new Date(`${day}T00:00:00Z`);
};
