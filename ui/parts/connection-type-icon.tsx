import type { ConnectionType } from '../../contract/inbox.ts';
import { connectionTypeNames } from '../messages.ts';
import { EnvelopeIcon, GoogleIcon, MicrosoftIcon } from './icons.tsx';

const icons: Record<ConnectionType, typeof EnvelopeIcon> = {
  imap: EnvelopeIcon,
  gmail: GoogleIcon,
  microsoft: MicrosoftIcon,
};

type Props = { type: ConnectionType; isDecoration?: boolean };

/** Named where it stands alone, silent where its name stands next to it. */
export const ConnectionTypeIcon = ({ type, isDecoration = false }: Props) => {
  const Shape = icons[type];
  const name = connectionTypeNames[type];
  return isDecoration ? (
    <span class="type-icon">
      <Shape />
    </span>
  ) : (
    <span class="type-icon" role="img" aria-label={name} title={name}>
      <Shape />
    </span>
  );
};
