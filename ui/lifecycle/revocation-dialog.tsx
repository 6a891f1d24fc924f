import type { OAuthProvider, Revocation } from '../../contract/oauth.ts';
import { ExternalLink } from '../oauth/external-link.tsx';
import { NoteDialog } from '../parts/dialog.tsx';
import { shownName } from '../parts/shown-name.ts';
import type { Subject } from './model.ts';
import { revocationWords } from './revocation.ts';

type Props = {
  inbox: Subject;
  provider: OAuthProvider;
  revocation: Revocation;
  onClose: () => void;
};

/** What became of the permission at the provider; it stays until it is read, for its link. */
export const RevocationDialog = ({ inbox, provider, revocation, onClose }: Props) => {
  const { text, link } = revocationWords(provider, revocation);
  return (
    <NoteDialog
      title={
        <>
          Disconnected <bdi>{shownName(inbox)}</bdi>
        </>
      }
      onClose={onClose}
    >
      <p>{text}</p>
      <p class="revocation-link">
        <ExternalLink href={revocation.manageUrl}>{link}</ExternalLink>
      </p>
    </NoteDialog>
  );
};
