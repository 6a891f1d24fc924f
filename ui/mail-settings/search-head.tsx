import type { ComponentChildren } from 'preact';
import { providerOfConnection } from '../oauth/provider-names.ts';
import { useProviders } from '../oauth/providers.ts';
import { Button } from '../parts/button.tsx';
import { AlertIcon, CheckIcon, InfoIcon, SearchIcon } from '../parts/icons.tsx';
import type { SettingsFinder } from './finder.ts';
import { domainOf, isAbout, type Search } from './search.ts';
import { isPossible, recommendedWay } from './suggested-way.ts';
import { askingWords, cancelledWords, failureWords, reasonWords, wayWords } from './words.ts';

type Words = { title: string; text: string };

const foundIcon = (search: Extract<Search, { kind: 'found' }>) => {
  if (search.settings.reason === 'no-imap') return <AlertIcon />;
  return recommendedWay(search.settings) === null ? <InfoIcon /> : <CheckIcon />;
};

const Sign = ({ search }: { search: Search }) => {
  switch (search.kind) {
    case 'found':
      return foundIcon(search);
    case 'failed':
      return <AlertIcon />;
    case 'cancelled':
      return <SearchIcon />;
    default:
      return <span class="spinner" aria-hidden="true" />;
  }
};

type Props = {
  org: string;
  finder: SettingsFinder;
  address: string;
  /** Other words for what was found, where the usual ones do not fit. */
  foundWords?: (search: Extract<Search, { kind: 'found' }>) => Words;
  /** What else can be pressed. */
  children?: ComponentChildren;
};

/** What a search has come to, with the one button that ends it or begins it anew. */
export const SearchHead = ({ org, finder, address, foundWords, children }: Props) => {
  const { stateOf } = useProviders(org);
  const now = finder.state.value;
  // Until the pause in typing is over, it is as good as begun.
  const search: Search = isAbout(now, address) ? now : { kind: 'searching', address };
  const wordsOf = (): Words => {
    switch (search.kind) {
      case 'found': {
        if (foundWords) return foundWords(search);
        const { settings } = search;
        const way = wayWords(settings, isPossible(settings.recommended, stateOf));
        return { title: reasonWords(settings), text: way };
      }
      case 'failed':
        return failureWords(search.error, domainOf(address));
      case 'cancelled':
        return cancelledWords;
      default:
        return askingWords(domainOf(address));
    }
  };
  const { title, text } = wordsOf();
  const isSearching = search.kind === 'searching';
  const isProviders =
    search.kind === 'found' && providerOfConnection(search.settings.recommended) !== null;
  return (
    <div class="search-head" data-search={search.kind} data-provider={isProviders || undefined}>
      <span class="search-sign">
        <Sign search={search} />
      </span>
      <div class="search-words">
        <p class="search-title">{title}</p>
        <p class="search-text">{text}</p>
      </div>
      <div class="search-actions">
        {children}
        <Button
          look="quiet"
          onClick={() => (isSearching ? finder.cancel() : void finder.search(address))}
        >
          {isSearching ? 'Cancel' : 'Search again'}
          {isSearching && <span class="visually-hidden"> the search</span>}
        </Button>
      </div>
    </div>
  );
};
