import { useLocation } from 'preact-iso';
import { ButtonLink } from '../parts/button.tsx';
import { Mark } from '../parts/icons.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { session } from '../session/session.ts';
import { BareShell } from '../shell/shell.tsx';
import { endWords } from './words.ts';

/** Where a browser ends that came back from a provider and can’t be led to an inbox. */
export default function SignInEndedPage() {
  const { title, text, advice } = endWords(useLocation().query.reason);
  useTitle(title);
  const isSignedOut = session.value.kind === 'signed-out';
  return (
    <BareShell>
      <div class="entry">
        <Mark />
        <PageHeading title={title} lead={text} />
        <p>{advice}</p>
        <div class="entry-buttons">
          <ButtonLink look="primary" href={isSignedOut ? '/sign-in' : '/'}>
            {isSignedOut ? 'Sign in' : 'Go to the inboxes'}
          </ButtonLink>
        </div>
      </div>
    </BareShell>
  );
}
