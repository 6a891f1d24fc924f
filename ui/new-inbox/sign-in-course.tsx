import type { OAuthProvider } from '../../contract/oauth.ts';
import { providerName } from '../oauth/provider-names.ts';

type Props = { provider: OAuthProvider; address: string; isShared: boolean };

/** What will happen, before it does. */
export const SignInCourse = ({ provider, address, isShared }: Props) => {
  const name = providerName(provider);
  return (
    <ol class="course">
      <li>
        {isShared ? (
          <>You sign in on {name}’s page with your own account, which opens the shared mailbox.</>
        ) : (
          <>
            You sign in on {name}’s page as <bdi class="course-address">{address}</bdi>.
          </>
        )}
      </li>
      <li>
        {name} asks whether Letterbox may read and send this mailbox’s mail. Agree to everything it
        lists.
      </li>
      <li>You come back here, and the inbox is connected. Letterbox never sees the password.</li>
    </ol>
  );
};
