import type { Inbox } from '../../contract/inbox.ts';
import { ButtonLink } from '../parts/button.tsx';
import { CheckIcon } from '../parts/icons.tsx';
import { type ConnectedAs, connectedAs } from './model.ts';

const How = ({ as }: { as: ConnectedAs }) => {
  switch (as.kind) {
    case 'account':
      return (
        <>
          Connected by {as.mail}, signed in as <bdi>{as.account}</bdi>.
        </>
      );
    case 'shared':
      return (
        <>
          Connected as a shared mailbox of {as.mail}, opened by <bdi>{as.account}</bdi>.
        </>
      );
    case 'servers':
      return (
        <>
          Connected by the mail servers at <bdi>{as.host}</bdi>.
        </>
      );
    default:
      return <>Its connection works.</>;
  }
};

/** The end of the first run: as what the inbox is connected, and where to go from here. */
export const Done = ({ inbox, list }: { inbox: Inbox; list: string }) => (
  <section class="card onboarding-card">
    <div class="onboarding-done">
      <span class="answered-sign">
        <CheckIcon />
      </span>
      <p>
        <How as={connectedAs(inbox)} /> Your team can answer from it now.
      </p>
    </div>
    <div class="onboarding-links">
      <ButtonLink look="primary" href={`${list}/${inbox.id}`}>
        Open the inbox
      </ButtonLink>
      <ButtonLink href={`${list}/new`}>Add another</ButtonLink>
      <ButtonLink look="quiet" href={list}>
        See all inboxes
      </ButtonLink>
    </div>
  </section>
);
