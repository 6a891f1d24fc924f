import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Me } from '../../contract/member.ts';
import { LoadFailure } from '../parts/load-failure.tsx';
import { ShellFrame } from '../shell/shell-frame.tsx';
import { signInPath } from './model.ts';
import { loadSession, session } from './session.ts';

/** Shows what is meant for a person who is signed in; sends everybody else to sign in and back. */
export const SignedIn = ({ children }: { children: (me: Me) => ComponentChildren }) => {
  const { url, route } = useLocation();
  const { kind } = session.value;
  useEffect(() => {
    if (session.value.kind !== 'signed-out') return;
    route(session.value.byChoice ? '/sign-in' : signInPath(url), true);
  }, [kind]);
  switch (session.value.kind) {
    case 'signed-in':
      return <>{children(session.value.me)}</>;
    case 'failed':
      return (
        <main class="bare" id="main">
          <LoadFailure error={session.value.error} onRetry={() => void loadSession()} />
        </main>
      );
    case 'loading':
      return <ShellFrame />;
    default:
      return <div class="waiting" aria-hidden="true" />;
  }
};
