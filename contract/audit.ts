import { z } from 'zod';
import { incident } from './health.ts';

/** What somebody did, in the past tense of the domain. */
export const auditActions = [
  'inbox.created',
  'inbox.changed',
  'inbox.connected',
  'inbox.connection-stored',
  'inbox.tested',
  'inbox.round-trip',
  'inbox.checked',
  'inbox.disconnected',
  'inbox.permission-revoked',
  'inbox.archived',
  'inbox.restored',
  'inbox.deleted',
  'inbox.tickets-received',
  'inbox.alias-added',
  'inbox.alias-removed',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Those that raise the version of an inbox: what a person who edits it may collide with. */
export const versionedActions = [
  'inbox.created',
  'inbox.changed',
  'inbox.connected',
  'inbox.connection-stored',
  'inbox.disconnected',
  'inbox.archived',
  'inbox.restored',
  'inbox.deleted',
] as const satisfies readonly AuditAction[];

/** What a change may be of. Values are as an admin typed them, cut where long; never a secret. */
export const auditFields = [
  'name',
  'displayName',
  'emailAddress',
  'connectionType',
  'alias',
  'aliases',
  'autoResponse.enabled',
  'autoResponse.subject',
  'autoResponse.body',
  'imap',
  'smtp',
  'account',
  'scopes',
  'result',
  'tickets',
  'from',
  'to',
] as const;
export type AuditField = (typeof auditFields)[number];

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One field before and after; null where there was or is nothing. */
export const auditChange = z.object({ field: z.enum(auditFields), before: value, after: value });
export type AuditChange = z.infer<typeof auditChange>;

/** One audit event. Names are as they were at the time. */
export const auditEvent = z.object({
  /** Counts the tenant's events from 1, without gaps. */
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: z.object({ id: z.string(), name: z.string() }),
  action: z.enum(auditActions),
  inbox: z.object({ id: z.string(), name: z.string() }),
  changes: z.array(auditChange),
});
export type AuditEvent = z.infer<typeof auditEvent>;

/** A page of a tenant's audit events, newest first. */
export const auditPage = z.object({
  events: z.array(auditEvent),
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

/** What happened to one inbox, newest first: what people did by when, incidents by when they began. */
export const timeline = z.object({
  entries: z.array(
    z.discriminatedUnion('kind', [
      auditEvent.extend({ kind: z.literal('event') }),
      incident.extend({ kind: z.literal('incident') }),
    ]),
  ),
  nextCursor: z.string().nullable(),
});
export type Timeline = z.infer<typeof timeline>;
