import { useLocation } from 'preact-iso';
import type { Me, Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { Mark } from '../parts/icons.tsx';
import { inboxesPath } from '../session/model.ts';
import { AccountMenu } from './account-menu.tsx';
import { TenantSwitcher } from './tenant-switcher.tsx';

const NavLink = ({ href, children }: { href: string; children: string }) => {
  const { path } = useLocation();
  const here = path === href ? 'page' : path.startsWith(`${href}/`) ? 'true' : undefined;
  return (
    <a href={href} class="nav-link" aria-current={here}>
      {children}
    </a>
  );
};

export const TopBar = ({ me, organization }: { me: Me; organization?: Organization }) => (
  <header class="top-bar">
    <div class="top-bar-inner">
      <a class="brand" href="/" aria-label="Letterbox, home">
        <Mark />
        <span class="brand-name">Letterbox</span>
      </a>
      {organization && <TenantSwitcher current={organization} all={me.organizations} />}
      {organization && (
        <nav class="nav" aria-label="Settings">
          <NavLink href={inboxesPath(organization.slug)}>Inboxes</NavLink>
          {mayManage(organization.role) && (
            <>
              <NavLink href={`/${organization.slug}/settings/members`}>Members</NavLink>
              <NavLink href={`/${organization.slug}/settings/audit`}>Audit log</NavLink>
            </>
          )}
        </nav>
      )}
      <AccountMenu user={me.user} organization={organization} />
    </div>
  </header>
);
