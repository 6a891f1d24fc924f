import { useEffect } from 'preact/hooks';
import { Button } from '../parts/button.tsx';
import { Mark } from '../parts/icons.tsx';
import { PageHeading, useTitle } from '../parts/page.tsx';
import { Redirect } from '../session/home.tsx';
import { homeOf } from '../session/model.ts';
import { loadSession } from '../session/session.ts';
import { SignedIn } from '../session/signed-in.tsx';
import { leave } from '../shell/account-menu.tsx';
import { BareShell } from '../shell/shell.tsx';

/** For a person with an account and no organization. */
export default function NoWorkspacePage() {
  useTitle('No workspace');
  useEffect(() => void loadSession(), []);
  return (
    <SignedIn>
      {(me) =>
        me.organizations.length > 0 ? (
          <Redirect to={homeOf(me)} />
        ) : (
          <BareShell>
            <div class="entry">
              <Mark />
              <PageHeading title="You have no workspace yet" />
              <p class="entry-lead">
                You are signed in as <strong>{me.user.email}</strong>, but this account belongs to
                no workspace. Ask an owner or admin to invite this address; the invitation comes by
                email.
              </p>
              <div class="entry-actions">
                <Button look="primary" onClick={() => void loadSession()}>
                  Look again
                </Button>
                <Button onClick={() => void leave()}>Sign out</Button>
              </div>
            </div>
          </BareShell>
        )
      }
    </SignedIn>
  );
}
