import type { z } from 'zod';
import { oauthConnectionView } from '../../../contract/inbox.ts';
import type { InboxRow } from './tables.ts';

/** Who signed in at which provider, and what was granted. Nothing secret. */
export type OAuthAccount = z.infer<typeof oauthConnectionView>;

/** What is known of an inbox's account: of one that never was connected, nothing. */
export const readAccount = ({ oauthAccount }: Pick<InboxRow, 'oauthAccount'>) =>
  oauthAccount === null ? null : oauthConnectionView.parse(JSON.parse(oauthAccount));

/** The column that {@link readAccount} reads. */
export const accountColumn = (account: OAuthAccount): Pick<InboxRow, 'oauthAccount'> => ({
  oauthAccount: JSON.stringify(account),
});
