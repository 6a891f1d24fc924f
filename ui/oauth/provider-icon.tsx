import type { OAuthProvider } from '../../contract/oauth.ts';
import { GoogleIcon, MicrosoftIcon } from '../parts/icons.tsx';

const icons: Record<OAuthProvider, typeof GoogleIcon> = {
  google: GoogleIcon,
  microsoft: MicrosoftIcon,
};

/** The provider's mark, in the colour of the words beside it. */
export const ProviderIcon = ({ provider }: { provider: OAuthProvider }) => {
  const Shape = icons[provider];
  return <Shape />;
};
