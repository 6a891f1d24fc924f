import type { ComponentChildren } from 'preact';
import type { Me, Organization } from '../../contract/member.ts';
import { TopBar } from './top-bar.tsx';

type Props = { me: Me; organization?: Organization; children: ComponentChildren };

export const Shell = ({ me, organization, children }: Props) => (
  <>
    <a class="skip-link" href="#main">
      Skip to content
    </a>
    <TopBar me={me} {...(organization && { organization })} />
    <main id="main" class="page" tabIndex={-1}>
      {children}
    </main>
  </>
);

/** For a person who is not signed in, or has nowhere to go: one card in the middle. */
export const BareShell = ({ children }: { children: ComponentChildren }) => (
  <main id="main" class="bare">
    {children}
  </main>
);
