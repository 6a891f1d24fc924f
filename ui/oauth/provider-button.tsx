import { useId } from 'preact/hooks';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { Button } from '../parts/button.tsx';
import { ProviderIcon } from './provider-icon.tsx';
import { providerName } from './provider-names.ts';
import { useProviders } from './providers.ts';
import { unavailableAdvice, unavailableReason } from './unavailable.ts';

type Props = {
  org: string;
  provider: OAuthProvider;
  isGoing: boolean;
  onPress?: () => void;
  type?: 'button' | 'submit';
  label?: string;
  look?: 'primary' | 'secondary';
};

/** “Connect with Google”; where this deployment can't, it says why and what to do instead. */
export const ProviderButton = (props: Props) => {
  const { org, provider, isGoing, onPress, type = 'button', look = 'primary' } = props;
  const { configured } = useProviders(org).stateOf(provider);
  const reason = useId();
  const name = providerName(provider);
  return (
    <>
      <Button
        type={type}
        look={look}
        busy={isGoing}
        blocked={!configured}
        aria-describedby={configured ? undefined : reason}
        {...(onPress && { onClick: onPress })}
      >
        {!isGoing && <ProviderIcon provider={provider} />}
        {isGoing ? `Going to ${name}…` : (props.label ?? `Connect with ${name}`)}
      </Button>
      {!configured && (
        <p class="connect-unavailable" id={reason}>
          {unavailableReason(provider)} {unavailableAdvice}
        </p>
      )}
    </>
  );
};
