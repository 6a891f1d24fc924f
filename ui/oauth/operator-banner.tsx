import type { OAuthProvider } from '../../contract/oauth.ts';
import { Notice } from '../parts/notice.tsx';
import { Minute } from '../parts/time.tsx';
import { providerName } from './provider-names.ts';
import { useProviders } from './providers.ts';

// Written out, so that the list of inboxes does not have to load the schemas.
const all: readonly OAuthProvider[] = ['google', 'microsoft'];

type Props = {
  org: string;
  /** Those that matter on the screen. */
  providers?: readonly OAuthProvider[];
};

/** Tells those who manage that a provider refuses our own client: nobody's inbox is the cause. */
export const OperatorBanner = ({ org, providers = all }: Props) => {
  const { stateOf } = useProviders(org);
  const states = providers.map(stateOf);
  return (
    <>
      {states.map(
        ({ provider, trouble }) =>
          trouble && (
            <div key={provider} class="operator-banner" role="status">
              <Notice
                tone="warn"
                title={`${providerName(provider)} refuses this Letterbox’s own client.`}
              >
                Since <Minute at={trouble.since} />. The operator has to mend that
                (docs/oauth-setup.md). Inboxes are left as they are.{' '}
                <span class="outcome-reason">
                  For support: <code>{trouble.reason}</code>
                </span>
              </Notice>
            </div>
          ),
      )}
    </>
  );
};
