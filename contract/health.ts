import { z } from 'zod';
import { inboxErrorCodes } from './inbox.ts';

/**
 * What ended an incident: a check that passed, other credentials that passed or that nobody has tried yet
 * (`replaced`), or that there is nothing to check any more.
 */
export const incidentEnds = [
  'check',
  'reconnected',
  'replaced',
  'disconnected',
  'archived',
  'deleted',
] as const;
export type IncidentEnd = (typeof incidentEnds)[number];

const timestamp = z.iso.datetime();

/** From the first failed check to the first good one. `confirmedAt`: when it put the inbox in error, if it did. */
export const incident = z.object({
  id: z.number().int(),
  code: z.enum(inboxErrorCodes),
  message: z.string(),
  /** Where: a server as host:port, or a provider. */
  at: z.string().nullable(),
  beganAt: timestamp,
  confirmedAt: timestamp.nullable(),
  failures: z.number().int(),
  endedAt: timestamp.nullable(),
  endedBy: z.enum(incidentEnds).nullable(),
});
export type Incident = z.infer<typeof incident>;

/** How long a day is drawn back: today and the 29 before. */
export const HEALTH_DAYS = 30;

/**
 * A day in UTC. `ok`: checks passed; `trouble`: some failed, without it being an error; `error`: the inbox
 * was in error for `errorMinutes` of it; `unknown`: it was not connected, so nothing was checked.
 */
export const healthDay = z.object({
  day: z.iso.date(),
  state: z.enum(['ok', 'trouble', 'error', 'unknown']),
  errorMinutes: z.number().int(),
  /** Of it the inbox was being checked. */
  checkedMinutes: z.number().int(),
});
export type HealthDay = z.infer<typeof healthDay>;

/** An inbox's last 30 days, oldest first, and the incidents in them, newest first. */
export const inboxHealth = z.object({
  /** Between two background checks of a healthy inbox. */
  intervalMinutes: z.number().int(),
  lastCheckedAt: timestamp.nullable(),
  /** Of an inbox that fails; a healthy one is looked at once an interval. */
  nextCheckAt: timestamp.nullable(),
  days: z.array(healthDay),
  incidents: z.array(incident),
});
export type InboxHealth = z.infer<typeof inboxHealth>;

/**
 * Inboxes of a tenant that are in error for the same reason at the same place: two or more of them.
 * `since` is when the first began to fail.
 */
export const sharedTrouble = z.object({
  code: z.enum(inboxErrorCodes),
  message: z.string(),
  at: z.string(),
  since: timestamp,
  count: z.number().int(),
  /** The first hundred. */
  inboxes: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type SharedTrouble = z.infer<typeof sharedTrouble>;

/**
 * What checks depend on and is out, through no fault of any inbox: the connector, or a provider. Inboxes
 * are left as they are meanwhile.
 */
export const outage = z.object({
  part: z.enum(['connector', 'google', 'microsoft']),
  since: timestamp,
});
export type Outage = z.infer<typeof outage>;

export const troublesAnswer = z.object({
  outages: z.array(outage),
  /** For those who manage inboxes; empty for others. */
  shared: z.array(sharedTrouble),
});
/** What is wrong with several inboxes at once: outages, which are nobody's fault, and causes that they share. */
export type TroublesAnswer = z.infer<typeof troublesAnswer>;

/** Whether a person is mailed about a tenant's inboxes; whether Letterbox can send mail at all. */
export const alertPreference = z.object({ mails: z.boolean(), canSend: z.boolean() });
export type AlertPreference = z.infer<typeof alertPreference>;

export const alertPreferenceChange = z.strictObject({ mails: z.boolean() });
export type AlertPreferenceChange = z.infer<typeof alertPreferenceChange>;
