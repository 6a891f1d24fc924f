import { lazy, Route, Router } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { InboxesPage } from '../inboxes/page.tsx';
import { ManagersOnly } from '../not-found/managers-only.tsx';
import { NotFound } from '../not-found/page.tsx';
import { inboxesPath, organizationOf } from '../session/model.ts';
import { SignedIn } from '../session/signed-in.tsx';
import { Shell } from './shell.tsx';

const NewInboxPage = lazy(() => import('../new-inbox/page.tsx'));
const InboxPage = lazy(() => import('../inbox/page.tsx'));
const MembersPage = lazy(() => import('../members/page.tsx'));
const AuditPage = lazy(() => import('../audit/page.tsx'));

const Screens = ({ organization }: { organization: Organization }) => {
  const list = <Route path="/inboxes" component={InboxesPage} organization={organization} />;
  const managing = [
    <Route path="/inboxes/new" component={NewInboxPage} organization={organization} />,
    <Route path="/inboxes/:id/:tab?" component={InboxPage} organization={organization} />,
    <Route path="/members" component={MembersPage} organization={organization} />,
    <Route path="/audit" component={AuditPage} organization={organization} />,
  ];
  const back = inboxesPath(organization.slug);
  const closed = ['/inboxes/new', '/inboxes/:id/:tab?', '/members', '/audit'].map((path) => (
    <Route key={path} path={path} component={ManagersOnly} href={back} />
  ));
  return (
    <Router>
      {list}
      {mayManage(organization.role) ? managing : closed}
      <Route default component={NotFound} href={back} label="Back to the inboxes" />
    </Router>
  );
};

/** Everything under a tenant's name. Another's tenant and no tenant look the same. */
export const Workspace = ({ org }: { org: string }) => (
  <SignedIn>
    {(me) => {
      const organization = organizationOf(me, org);
      if (!organization) {
        return (
          <Shell me={me}>
            <NotFound href="/" label="Go to your workspace" />
          </Shell>
        );
      }
      return (
        <Shell me={me} organization={organization}>
          <Screens key={organization.slug} organization={organization} />
        </Shell>
      );
    }}
  </SignedIn>
);
