import type { Member } from '../../contract/tenancy.ts';
import { roleNames } from '../messages.ts';
import { initialsOf } from '../session/model.ts';

export const MemberList = ({ members }: { members: Member[] }) => (
  <section>
    <h2 class="section-title">
      {members.length} {members.length === 1 ? 'member' : 'members'}
    </h2>
    <ul class="people">
      {members.map((member) => (
        <li key={member.id} class="person">
          <span class="avatar" aria-hidden="true">
            {initialsOf(member.name || member.email)}
          </span>
          <span class="person-words">
            <span class="person-name">{member.name}</span>
            <span class="person-note">{member.email}</span>
          </span>
          <span class="role">{roleNames[member.role]}</span>
        </li>
      ))}
    </ul>
  </section>
);
