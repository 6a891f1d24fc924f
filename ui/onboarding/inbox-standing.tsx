import { useEffect, useMemo } from 'preact/hooks';
import { isolated } from '../../contract/bidi.ts';
import type { Inbox } from '../../contract/inbox.ts';
import type { Organization } from '../../contract/member.ts';
import { askedForm } from '../oauth/asked.ts';
import { useSignInResult } from '../oauth/result.ts';
import { ResultNotice } from '../oauth/result-notice.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { StatusBadge } from '../parts/status-badge.tsx';
import { inboxesPath } from '../session/model.ts';
import { Done } from './done.tsx';
import { type Standing, standingOf } from './model.ts';
import { NotYet } from './not-yet.tsx';

type Props = { organization: Organization; inbox: Inbox; onInbox: (inbox: Inbox) => void };

const titleOf = ({ emailAddress }: Inbox, standing: Standing): string => {
  if (standing === 'connected') return `${isolated(emailAddress)} is connected`;
  if (standing === 'archived') return `${isolated(emailAddress)} is archived`;
  return `Connect ${isolated(emailAddress)}`;
};

/** Connected, or what is left to do; after a sign-in with how that ended. */
export const InboxStanding = ({ organization, inbox, onInbox }: Props) => {
  const { slug, name } = organization;
  const signIn = useSignInResult(slug, inbox.id);
  const asked = useMemo(() => askedForm(slug, inbox), [slug, inbox.id]);
  const result = signIn.state.kind === 'shown' ? signIn.state.result : null;
  useEffect(() => {
    if (result) asked.follow(inbox, result);
  }, [result]);
  const mailbox = asked.read();
  const standing = standingOf(inbox);
  const title = titleOf(inbox, standing);
  useTitle(title, name);
  const list = inboxesPath(slug);
  // What the page says of a connected inbox is all that there is to say of its sign-in.
  const isSaid = standing === 'connected' && result?.outcome === 'connected';
  if (signIn.state.kind === 'loading') {
    return <Skeleton rows={4} label="Loading how the sign-in ended" />;
  }
  return (
    <>
      <PageHeading
        key={standing}
        title={title}
        badge={standing !== 'connected' && <StatusBadge status={inbox.status} />}
      />
      <div class="onboarding">
        {!isSaid && (
          <ResultNotice
            org={slug}
            inbox={inbox}
            signIn={signIn}
            returnTo="onboarding"
            onInbox={onInbox}
            // What is no address is refused, and not passed over.
            sharedMailbox={mailbox.ok ? mailbox.address : asked.state.value.value.address}
          />
        )}
        {standing === 'connected' ? (
          <Done inbox={inbox} list={list} />
        ) : (
          <NotYet
            org={slug}
            inbox={inbox}
            standing={standing}
            signIn={signIn}
            asked={asked}
            list={list}
          />
        )}
      </div>
    </>
  );
};
