import type { ComponentChildren } from 'preact';
import type { Organization } from '../../contract/member.ts';
import { NotFound } from '../not-found/page.tsx';
import { organizationOf } from '../session/model.ts';
import { SignedIn } from '../session/signed-in.tsx';
import { Shell } from './shell.tsx';

type Props = { org: string; children: (organization: Organization) => ComponentChildren };

/** What stands under a tenant's name. Another's tenant and no tenant look the same. */
export const InWorkspace = ({ org, children }: Props) => (
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
          {children(organization)}
        </Shell>
      );
    }}
  </SignedIn>
);
