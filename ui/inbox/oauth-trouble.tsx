import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { useProviders } from '../oauth/providers.ts';
import { type TroubleWords, troubleWords, withoutSignIn } from '../oauth/trouble.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Day } from '../parts/time.tsx';
import { FailingChecks, FailingSince } from './failing.tsx';

type Props = {
  org: string;
  inbox: Inbox;
  provider: OAuthProvider;
  isThere: boolean;
  onMend: () => void;
};

const Title = ({ inbox, words }: { inbox: Inbox; words: TroubleWords }) =>
  words.kind === 'disconnected' && inbox.disconnectedAt !== null ? (
    <>
      Disconnected on <Day at={inbox.disconnectedAt} />.
    </>
  ) : (
    <>{words.title}</>
  );

/** Why an inbox of a provider does not work, and the way to mend it. */
export const OAuthTrouble = ({ org, inbox, provider, isThere, onMend }: Props) => {
  const { stateOf } = useProviders(org);
  const usual = troubleWords(inbox, provider);
  // There the tab itself says what comes next.
  if (usual === null) return <FailingChecks inbox={inbox} />;
  if (usual.kind === 'unfinished' && isThere) return null;
  const words = stateOf(provider).configured ? usual : withoutSignIn(usual, provider);
  return (
    <Notice
      tone={words.kind === 'broken' ? 'bad' : 'info'}
      title={<Title inbox={inbox} words={words} />}
      action={
        !isThere && (
          <Button look="primary" onClick={onMend}>
            {words.action}
          </Button>
        )
      }
    >
      {words.advice}
      {inbox.lastError && (
        <>
          {' '}
          <FailingSince inbox={inbox} />
        </>
      )}
    </Notice>
  );
};
