import { Notice } from '../parts/notice.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import type { Workspace } from './model.ts';

type Props = { workspace: Workspace; name: string; list: string };

const titles: Record<Workspace, string> = {
  new: 'Welcome to Letterbox',
  'none-connected': 'Connect an inbox',
  connected: 'Connect another inbox',
  full: 'Connect another inbox',
};

const NotTheFirst = ({ workspace, list }: Pick<Props, 'workspace' | 'list'>) => {
  if (workspace === 'new' || workspace === 'full') return null;
  const link = <a href={list}>See all inboxes</a>;
  return (
    <div class="onboarding-note">
      {workspace === 'connected' ? (
        <Notice tone="info">This workspace has connected inboxes already. {link}</Notice>
      ) : (
        <Notice tone="info">
          This workspace has inboxes, but none is connected at the moment. Finish one in the list,
          or add another below. {link}
        </Notice>
      )}
    </div>
  );
};

/** What this page is for, in a workspace as it is. */
export const Welcome = ({ workspace, name, list }: Props) => {
  useTitle(titles[workspace], name);
  return (
    <>
      <PageHeading
        title={titles[workspace]}
        lead={
          workspace === 'new' && (
            <span class="onboarding-lead">
              Connect the mailbox that your customers write to, and your team can answer from it.
              Gmail, Microsoft 365 or any IMAP mailbox: it takes two minutes.
            </span>
          )
        }
      />
      <NotTheFirst workspace={workspace} list={list} />
    </>
  );
};
