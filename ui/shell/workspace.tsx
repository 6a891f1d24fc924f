import { lazy, Route, Router } from 'preact-iso';
import type { Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { InboxesPage } from '../inboxes/page.tsx';
import { ManagersOnly } from '../not-found/managers-only.tsx';
import { NotFound } from '../not-found/page.tsx';
import { inboxesPath } from '../session/model.ts';
import { InWorkspace } from './in-workspace.tsx';

const NewInboxPage = lazy(() => import('../new-inbox/page.tsx'));
const InboxPage = lazy(() => import('../inbox/page.tsx'));
const MembersPage = lazy(() => import('../members/page.tsx'));
const AuditPage = lazy(() => import('../audit/page.tsx'));
const AlertsPage = lazy(() => import('../alerts/page.tsx'));

const Screens = ({ organization }: { organization: Organization }) => {
  const list = <Route path="/inboxes" component={InboxesPage} organization={organization} />;
  const managing = [
    <Route path="/inboxes/new" component={NewInboxPage} organization={organization} />,
    <Route path="/inboxes/:id/:tab?" component={InboxPage} organization={organization} />,
    <Route path="/members" component={MembersPage} organization={organization} />,
    <Route path="/audit" component={AuditPage} organization={organization} />,
    <Route path="/alerts" component={AlertsPage} organization={organization} />,
  ];
  const back = inboxesPath(organization.slug);
  const managed = ['/inboxes/new', '/inboxes/:id/:tab?', '/members', '/audit', '/alerts'];
  const closed = managed.map((path) => (
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

/** Everything under a tenant's settings. */
export const Workspace = ({ org }: { org: string }) => (
  <InWorkspace org={org}>
    {(organization) => <Screens key={organization.slug} organization={organization} />}
  </InWorkspace>
);
