import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { SignInCourse } from '../new-inbox/sign-in-course.tsx';
import { providerName } from './provider-names.ts';

type Props = { inbox: Pick<Inbox, 'emailAddress'>; provider: OAuthProvider; isShared: boolean };

/** What happens once the button is pressed, for somebody who has never done it. */
export const BeforeConnecting = ({ inbox, provider, isShared }: Props) => (
  <div class="stack">
    <p>
      This inbox is not connected yet. That is done at {providerName(provider)}, and can be taken
      back there at any time:
    </p>
    <SignInCourse provider={provider} address={inbox.emailAddress} isShared={isShared} />
  </div>
);
