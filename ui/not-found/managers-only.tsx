import { ButtonLink } from '../parts/button.tsx';
import { EnvelopeIcon } from '../parts/icons.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';

type Props = { href: string };

/** What stands where only owners and admins have something to do, for everybody else. */
export const ManagersOnly = ({ href }: Props) => {
  useTitle('Owners and admins only');
  return (
    <div class="empty">
      <span class="empty-icon">
        <EnvelopeIcon />
      </span>
      <PageHeading title="Only owners and admins can open this page" />
      <p class="empty-text">Ask an owner or admin of this workspace for what you need from it.</p>
      <ButtonLink look="primary" href={href}>
        Back to the inboxes
      </ButtonLink>
    </div>
  );
};
