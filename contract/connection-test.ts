import { z } from 'zod';
import { certificateView } from './certificate.ts';
import { emailAddress } from './email-address.ts';
import { failureCodes } from './failure.ts';
import { imapInput, placeView, protocols, smtpInput } from './mail-server.ts';

/** The stages in the order of TLS from the start; with STARTTLS `tls` comes after `greeting`, with none it is skipped. */
export const imapStages = [
  'resolve',
  'connect',
  'tls',
  'greeting',
  'authenticate',
  'mailbox',
] as const;
export const smtpStages = [
  'resolve',
  'connect',
  'tls',
  'greeting',
  'authenticate',
  'sender',
] as const;
export const stages = [...imapStages, 'sender'] as const;
export type StageName = (typeof stages)[number];

/**
 * What a stage learned, for whoever unfolds it. All of it but the addresses is a stranger's text: bounded,
 * free of controls and bidi marks, without the credentials, and to be shown as text only.
 */
export const stageFacts = z.object({
  /** All that the name stands for, in the order in which they are tried. */
  addresses: z.array(z.string()).optional(),
  /** The one that answered. */
  address: z.string().optional(),
  tls: z
    .object({
      /** As OpenSSL names it: TLSv1.3. */
      version: z.string(),
      cipher: z.string(),
      /** The server's own certificate first. */
      chain: z.array(certificateView),
    })
    .optional(),
  /** What the server says it can do: IMAP's CAPABILITY, SMTP's EHLO keywords. */
  capabilities: z.array(z.string()).optional(),
  /** What the server answered where the stage failed. */
  reply: z.string().optional(),
});
export type StageFacts = z.infer<typeof stageFacts>;

/** One stage of one protocol. `ms` counts from the stage's own start; `detail` is our own words, never the server's. */
export const stageOutcome = z.object({
  stage: z.enum(stages),
  status: z.enum(['passed', 'failed', 'skipped']),
  ms: z.number(),
  detail: z.string().optional(),
  facts: stageFacts.optional(),
});
export type StageOutcome = z.infer<typeof stageOutcome>;

/** Where the same server would have answered as it should: found out by connecting, without a login. */
export const fix = z.object(placeView);
export type Fix = z.infer<typeof fix>;

export const failure = z.object({
  stage: z.enum(stages),
  code: z.enum(failureCodes),
  message: z.string(),
  hint: z.string(),
  field: z.enum(['host', 'port', 'security', 'username', 'password']).optional(),
  fix: fix.optional(),
});
export type Failure = z.infer<typeof failure>;

export const protocolResult = z.object({
  ok: z.boolean(),
  stages: z.array(stageOutcome),
  failure: failure.nullable(),
});
export type ProtocolResult = z.infer<typeof protocolResult>;

/** What a connection test found. A protocol that was not asked about is `null`; `ok` is about those that were. */
export const testResult = z.object({
  ok: z.boolean(),
  imap: protocolResult.nullable(),
  smtp: protocolResult.nullable(),
  ms: z.number(),
});
export type TestResult = z.infer<typeof testResult>;

/** One line of the NDJSON stream. The stream ends with `result`; one that ends without it was interrupted. */
export const testEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('queued') }),
  z.object({ type: z.literal('stage'), protocol: z.enum(protocols) }).extend(stageOutcome.shape),
  z.object({ type: z.literal('failure'), protocol: z.enum(protocols), failure }),
  /** After a failure: better settings are looked for. What is found comes as that failure's `fix`, in the result. */
  z.object({ type: z.literal('probing'), protocol: z.enum(protocols) }),
  z.object({ type: z.literal('result'), result: testResult }),
]);
export type TestEvent = z.infer<typeof testEvent>;

export const NDJSON = 'application/x-ndjson';

/**
 * Asks for a test. `inboxId` lets an empty password mean the stored one; `emailAddress` is the
 * sender to be tried where there is no inbox yet.
 */
export const testRequest = z
  .object({
    inboxId: z.string().optional(),
    emailAddress: emailAddress.optional(),
    imap: imapInput.optional(),
    smtp: smtpInput.optional(),
  })
  .superRefine((request, context) => {
    if (request.imap || request.smtp) return;
    context.addIssue({ code: 'custom', path: [], message: 'Name at least one server to test.' });
  });
export type TestRequest = z.infer<typeof testRequest>;
