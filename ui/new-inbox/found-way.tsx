import { foundFor } from '../mail-settings/search.ts';
import { SearchHead } from '../mail-settings/search-head.tsx';
import { Button } from '../parts/button.tsx';
import type { NewInbox } from './wizard.ts';

/** What is found out about the address, above the ways to connect it. */
export const FoundWay = ({ org, wizard }: { org: string; wizard: NewInbox }) => {
  const { finder } = wizard;
  const { emailAddress } = wizard.state.value.draft;
  const settings = foundFor(finder.state.value, emailAddress);
  const isHelpless = settings === null || settings.reason === 'nothing-found';
  return (
    <SearchHead org={org} finder={finder} address={emailAddress}>
      {isHelpless && (
        <Button look="quiet" onClick={() => wizard.takeWay('imap')}>
          Enter by hand
        </Button>
      )}
    </SearchHead>
  );
};
