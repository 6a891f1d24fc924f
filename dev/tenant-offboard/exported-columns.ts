/** What is written down of a tenant: whose column, and what of a row, named so that nothing sealed comes along. */
export const EXPORTED: Record<string, { whose: string; columns: string }> = {
  organizations: { whose: 'id', columns: 'id, name, slug, created_at AS createdAt' },
  entitlements: { whose: 'tenant', columns: 'inbox_limit AS inboxLimit' },
  members: {
    whose: 'organization_id',
    columns: `user_id AS person, (SELECT email FROM users WHERE users.id = user_id) AS email,
      (SELECT name FROM users WHERE users.id = user_id) AS name, role, created_at AS createdAt`,
  },
  invitations: {
    whose: 'organization_id',
    columns: 'email, role, status, expires_at AS expiresAt, created_at AS createdAt',
  },
  inboxes: {
    whose: 'tenant',
    columns: `id, name, display_name AS displayName, email_address AS emailAddress,
      connection_type AS connectionType, former_servers AS formerServers, oauth_account AS oauthAccount,
      connected_at AS connectedAt, disconnected_at AS disconnectedAt, last_error AS lastError,
      last_error_at AS lastErrorAt, auto_response_enabled AS autoResponseEnabled,
      auto_response_subject AS autoResponseSubject, auto_response_body AS autoResponseBody,
      archived_at AS archivedAt, deleted_at AS deletedAt, created_at AS createdAt, updated_at AS updatedAt`,
  },
  inbox_aliases: {
    whose: 'tenant',
    columns: 'id, inbox, email_address AS emailAddress, created_at AS createdAt',
  },
  tickets: {
    whose: 'tenant',
    columns: 'id, inbox, subject, status, created_at AS createdAt, updated_at AS updatedAt',
  },
  incidents: {
    whose: 'tenant',
    columns: `id, inbox, code, at, began_at AS beganAt, failures, confirmed_at AS confirmedAt,
      ended_at AS endedAt, ended_by AS endedBy`,
  },
};
