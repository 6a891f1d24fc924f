import { useEffect } from 'preact/hooks';
import { foundFor } from '../mail-settings/search.ts';
import { suggestedWay } from '../mail-settings/suggested-way.ts';
import { useProviders } from '../oauth/providers.ts';
import { suggestWay } from './model.ts';
import type { NewInbox } from './wizard.ts';

/** Chooses the way that fits what is found for the address, while nobody has chosen one. */
export const useSuggestedWay = (org: string, wizard: NewInbox) => {
  const { stateOf } = useProviders(org);
  const { emailAddress } = wizard.state.value.draft;
  const way = suggestedWay(foundFor(wizard.finder.state.value, emailAddress), stateOf);
  useEffect(() => wizard.change((state) => suggestWay(state, way)), [wizard, way, emailAddress]);
};
