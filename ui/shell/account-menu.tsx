import type { Me, Organization } from '../../contract/member.ts';
import { mayManage } from '../../contract/role.ts';
import { describe } from '../messages.ts';
import { Disclosure } from '../parts/disclosure.tsx';
import { toast } from '../parts/toast.tsx';
import { alertsPath, initialsOf } from '../session/model.ts';
import { endSession } from '../session/session.ts';

export const leave = () =>
  endSession().catch((error: unknown) => {
    toast(describe(error).title);
  });

type Props = { user: Me['user']; organization?: Organization | undefined };

export const AccountMenu = ({ user, organization }: Props) => (
  <Disclosure
    align="end"
    name={`Account: ${user.email}`}
    label={
      <span class="avatar" aria-hidden="true">
        {initialsOf(user.name || user.email)}
      </span>
    }
  >
    <div class="account">
      <p class="account-name">{user.name}</p>
      <p class="account-email">{user.email}</p>
    </div>
    <ul class="menu">
      {organization && mayManage(organization.role) && (
        <li>
          <a class="menu-item" href={alertsPath(organization.slug)}>
            Alert mails
          </a>
        </li>
      )}
      <li>
        <button type="button" class="menu-item" onClick={() => void leave()}>
          Sign out
        </button>
      </li>
    </ul>
  </Disclosure>
);
