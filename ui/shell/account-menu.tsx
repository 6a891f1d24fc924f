import type { Me } from '../../contract/member.ts';
import { describe } from '../messages.ts';
import { Disclosure } from '../parts/disclosure.tsx';
import { toast } from '../parts/toast.tsx';
import { initialsOf } from '../session/model.ts';
import { endSession } from '../session/session.ts';

export const leave = () =>
  endSession().catch((error: unknown) => {
    toast(describe(error).title);
  });

export const AccountMenu = ({ user }: { user: Me['user'] }) => (
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
      <li>
        <button type="button" class="menu-item" onClick={() => void leave()}>
          Sign out
        </button>
      </li>
    </ul>
  </Disclosure>
);
