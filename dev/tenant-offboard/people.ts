/**
 * Members of a tenant who belong nowhere else, as a condition on `users`. Who still has an invitation out
 * for another tenant stays, or that would go along.
 */
export const goesWith = (id: string, now: Date): string =>
  `users.id IN (SELECT user_id FROM members WHERE organization_id = ${id})
    AND NOT EXISTS (SELECT 1 FROM members m WHERE m.user_id = users.id AND m.organization_id <> ${id})
    AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i.inviter_id = users.id AND i.organization_id <> ${id}
      AND i.status = 'pending' AND i.expires_at > ${now.getTime()})`;
