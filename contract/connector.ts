import { z } from 'zod';
import { emailAddress } from './email-address.ts';
import { mailServer } from './mail-server.ts';

/** What the Worker asks of the connector, over the service binding: `POST /tests`, answered in NDJSON. */
export const connectorTestRequest = z.object({
  /** Opaque; the connector only counts by it. */
  tenant: z.string().min(1),
  imap: mailServer.nullable(),
  /** `sender` is tried with MAIL and RCPT, never with DATA: no message is sent. */
  smtp: mailServer.extend({ sender: emailAddress.nullable() }).nullable(),
});
export type ConnectorTestRequest = z.infer<typeof connectorTestRequest>;

export const CONNECTOR_TESTS_PATH = '/tests';
export const CONNECTOR_HEALTH_PATH = '/health';
