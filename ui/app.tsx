import { ErrorBoundary, LocationProvider, lazy, Route, Router } from 'preact-iso';
import { NotFoundPage } from './not-found/page.tsx';
import { Toasts } from './parts/toast.tsx';
import { HomePage, Redirect } from './session/home.tsx';
import { inboxesPath } from './session/model.ts';
import { LeaveQuestion } from './shell/leave-question.tsx';
import { Workspace } from './shell/workspace.tsx';

const SignInPage = lazy(() => import('./sign-in/page.tsx'));
const SetupPage = lazy(() => import('./setup/page.tsx'));
const NoWorkspacePage = lazy(() => import('./no-workspace/page.tsx'));
const InvitationPage = lazy(() => import('./invitation/page.tsx'));
const OnboardingPage = lazy(() => import('./onboarding/page.tsx'));
const OperatorPage = lazy(() => import('./operator/page.tsx'));
const SignInEndedPage = lazy(() => import('./sign-in-ended/page.tsx'));

const ToInboxes = ({ org }: { org: string }) => <Redirect to={inboxesPath(org)} />;

export const App = () => (
  <LocationProvider>
    <ErrorBoundary>
      <Router>
        <Route path="/" component={HomePage} />
        <Route path="/sign-in" component={SignInPage} />
        <Route path="/setup" component={SetupPage} />
        <Route path="/no-workspace" component={NoWorkspacePage} />
        <Route path="/invitation/:secret" component={InvitationPage} />
        <Route path="/sign-in-ended" component={SignInEndedPage} />
        <Route path="/operator" component={OperatorPage} />
        <Route path="/:org" component={ToInboxes} />
        <Route path="/:org/onboarding" component={OnboardingPage} />
        <Route path="/:org/settings" component={ToInboxes} />
        <Route path="/:org/settings/*" component={Workspace} />
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
    <LeaveQuestion />
    <Toasts />
  </LocationProvider>
);
