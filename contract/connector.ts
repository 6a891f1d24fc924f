import { z } from 'zod';
import { emailAddress } from './email-address.ts';
import { mailServer } from './mail-server.ts';

const MAX_ACCESS_TOKEN = 16_384;

/** A server to sign in to: with a password, or with an access token by XOAUTH2, never with both. */
export const serverToTest = mailServer
  .extend({
    password: mailServer.shape.password.optional(),
    accessToken: z
      .string()
      .regex(/^[\x21-\x7e]+$/)
      .max(MAX_ACCESS_TOKEN)
      .optional(),
  })
  .refine(({ password, accessToken }) => (password === undefined) !== (accessToken === undefined), {
    error: 'Give a password or an access token.',
  });
export type ServerToTest = z.infer<typeof serverToTest>;

/** `sender` is tried with MAIL and RCPT, never with DATA: no message is sent. */
const smtpToTest = serverToTest.safeExtend({ sender: emailAddress.nullable() });

/** Opaque; the connector only counts by it. */
const tenant = z.string().min(1);

/** What the Worker asks of the connector, over the service binding: `POST /tests`, answered in NDJSON. */
export const connectorTestRequest = z.object({
  tenant,
  imap: serverToTest.nullable(),
  smtp: smtpToTest.nullable(),
});
export type ConnectorTestRequest = z.infer<typeof connectorTestRequest>;

/** `POST /round-trips`, answered in NDJSON: a real message to the sender's own address, and back. */
export const connectorRoundTripRequest = z.object({
  tenant,
  imap: serverToTest,
  smtp: serverToTest.safeExtend({ sender: emailAddress }),
});
export type ConnectorRoundTripRequest = z.infer<typeof connectorRoundTripRequest>;

/** `POST /discoveries`, answered with one JSON `DiscoveredSettings`. The local part of an address never comes here. */
export const connectorDiscoveryRequest = z.object({
  tenant,
  /** In ASCII. */
  domain: z.string().min(1).max(253),
});
export type ConnectorDiscoveryRequest = z.infer<typeof connectorDiscoveryRequest>;

export const CONNECTOR_TESTS_PATH = '/tests';
export const CONNECTOR_ROUND_TRIPS_PATH = '/round-trips';
export const CONNECTOR_DISCOVERIES_PATH = '/discoveries';
export const CONNECTOR_HEALTH_PATH = '/health';
