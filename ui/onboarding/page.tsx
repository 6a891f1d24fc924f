import { useLocation } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { ManagersOnly } from '../not-found/managers-only.tsx';
import { inboxesPath } from '../session/model.ts';
import { InWorkspace } from '../shell/in-workspace.tsx';
import { FirstInbox } from './first-inbox.tsx';
import { NamedInbox } from './named-inbox.tsx';

const Onboarding = ({ organization }: { organization: Organization }) => {
  const { inbox } = useLocation().query;
  return inbox ? (
    <NamedInbox key={inbox} organization={organization} id={inbox} />
  ) : (
    <FirstInbox organization={organization} />
  );
};

/** A workspace's first run: its first inbox, from the address until it is connected. */
export default function OnboardingPage({ org }: { org: string }) {
  return (
    <InWorkspace org={org}>
      {(organization) =>
        mayManage(organization.role) ? (
          <Onboarding key={organization.slug} organization={organization} />
        ) : (
          <ManagersOnly href={inboxesPath(organization.slug)} />
        )
      }
    </InWorkspace>
  );
}
