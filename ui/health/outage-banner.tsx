import type { Outage } from '../../contract/health.ts';
import type { OAuthProvider } from '../../contract/oauth.ts';
import { useProviders } from '../oauth/providers.ts';
import { Notice } from '../parts/notice.tsx';
import { Moment } from '../parts/time.tsx';
import { outagesToTell, outageWords } from './outage-words.ts';
import { useTroubles } from './troubles.ts';

const providers: readonly OAuthProvider[] = ['google', 'microsoft'];

type Props = {
  org: string;
  /** Those that matter on the screen; all where none is named. */
  concerns?: readonly Outage['part'][];
  /** Whether the screen tells of providers that refuse our client. */
  besideOperatorBanner: boolean;
};

/** Tells what does not answer and keeps inboxes from being checked, through no fault of theirs. */
export const OutageBanner = ({ org, concerns, besideOperatorBanner }: Props) => {
  const { outages } = useTroubles(org);
  const { stateOf } = useProviders(org);
  const told = besideOperatorBanner
    ? providers.filter((provider) => stateOf(provider).trouble !== null)
    : [];
  const shown = outagesToTell(outages, { concerns: concerns ?? null, told });
  return (
    <div role="status">
      {shown.map(({ part, since }) => {
        const { title, rest } = outageWords(part);
        return (
          <div key={part} class="operator-banner" data-outage={part}>
            <Notice
              tone="warn"
              title={
                <>
                  {title} since <Moment at={since} />.
                </>
              }
            >
              {rest}
            </Notice>
          </div>
        );
      })}
    </div>
  );
};
