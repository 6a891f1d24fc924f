import type { Organization } from '../../contract/member.ts';
import { roleNames } from '../messages.ts';
import { Disclosure } from '../parts/disclosure.tsx';
import { CheckIcon } from '../parts/icons.tsx';
import { inboxesPath } from '../session/model.ts';

type Props = { current: Organization; all: Organization[] };

/** The workspace's name; a menu where a person belongs to several. */
export const TenantSwitcher = ({ current, all }: Props) => {
  if (all.length < 2) return <span class="tenant-name">{current.name}</span>;
  return (
    <Disclosure name="Workspace: " label={<span class="tenant-label">{current.name}</span>}>
      <ul class="menu" aria-label="Workspaces">
        {all.map(({ slug, name, role }) => (
          <li key={slug}>
            <a
              class="menu-item"
              href={inboxesPath(slug)}
              aria-current={slug === current.slug ? 'true' : undefined}
            >
              <span class="menu-item-words">
                <span>{name}</span>
                <span class="menu-item-note">{roleNames[role]}</span>
              </span>
              {slug === current.slug && <CheckIcon />}
            </a>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
};
