import type { OperatorView } from '../../contract/operator.ts';
import { providerName } from '../oauth/provider-names.ts';
import { Minute } from '../parts/time.tsx';
import { BoardCard } from './board-card.tsx';
import { StateLine } from './state-line.tsx';
import { secretWords } from './words.ts';

type Provider = OperatorView['providers'][number];

const Configured = ({ provider, view }: { provider: Provider; view: OperatorView }) => {
  const { trouble, secretExpiresAt } = provider;
  const outage = view.outages.find(({ part }) => part === provider.provider);
  const secret = secretWords(provider.provider, secretExpiresAt, view.at);
  return (
    <>
      {trouble && (
        <StateLine tone="bad">
          Refuses Letterbox’s own client since <Minute at={trouble.since} />:{' '}
          <code class="provider-reason">{trouble.reason}</code>
        </StateLine>
      )}
      {outage && (
        <StateLine tone="bad">
          Has not answered since <Minute at={outage.since} />.
        </StateLine>
      )}
      {!trouble && !outage && <StateLine tone="good">No trouble is known.</StateLine>}
      <StateLine tone={secret.tone}>{secret.words}</StateLine>
    </>
  );
};

/** Whether Google and Microsoft answer, and listen to us. */
export const ProvidersCard = ({ view }: { view: OperatorView }) => (
  <BoardCard id="providers" title="Google and Microsoft">
    <div class="board-columns">
      {view.providers.map((provider) => (
        <div key={provider.provider} class="provider">
          <h3 class="provider-name">{providerName(provider.provider)}</h3>
          {provider.configured ? (
            <Configured provider={provider} view={view} />
          ) : (
            <StateLine tone="quiet">Not set up in this deployment.</StateLine>
          )}
        </div>
      ))}
    </div>
  </BoardCard>
);
