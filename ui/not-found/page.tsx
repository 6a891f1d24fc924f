import { ButtonLink } from '../parts/button.tsx';
import { EnvelopeIcon } from '../parts/icons.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';

type Props = { href: string; label: string };

export const NotFound = ({ href, label }: Props) => {
  useTitle('Not found');
  return (
    <div class="empty">
      <span class="empty-icon">
        <EnvelopeIcon />
      </span>
      <PageHeading title="There is nothing at this address" />
      <p class="empty-text">
        It may have been deleted or moved, or it belongs to a workspace that you are not a member
        of.
      </p>
      <ButtonLink look="primary" href={href}>
        {label}
      </ButtonLink>
    </div>
  );
};

/** The same for an address outside any workspace. */
export const NotFoundPage = () => (
  <main id="main" class="bare">
    <NotFound href="/" label="Go to the start page" />
  </main>
);
