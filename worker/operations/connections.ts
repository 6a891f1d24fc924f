import { checkResult } from '../../contract/check.ts';
import { testRequest, testResult } from '../../contract/connection-test.ts';
import { inbox } from '../../contract/inbox.ts';
import { connectionInput } from '../../contract/mail-server.ts';
import { mailSettings, mailSettingsQuery } from '../../contract/mail-settings.ts';
import type { ProblemCode } from '../../contract/problem.ts';
import { roundTripEvent } from '../../contract/round-trip.ts';
import { connectQuery } from '../domains/connections/routes.ts';
import { IN_ORG, type Operation } from './operation.ts';

const TEST_FAILS: ProblemCode[] = [
  'credentials-unreadable',
  'login-paused',
  'too-many-tests',
  'connector-busy',
  'connector-unavailable',
];

/** How inboxes reach their mailboxes, and whether they do. */
export const connectionOperations: Operation[] = [
  {
    method: 'put',
    path: `${IN_ORG}/inboxes/:id/connection`,
    org: 'manager',
    summary: 'Test a connection by IMAP and SMTP, then store it',
    query: connectQuery,
    body: connectionInput,
    answer: [200, inbox],
    fails: [
      ...(['connection-test-failed', 'changed-meanwhile', 'inbox-archived'] as const),
      ...(['wrong-connection-type', 'auto-response-loop', ...TEST_FAILS] as const),
    ],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/checks`,
    org: 'manager',
    summary: 'Test the stored connection now',
    answer: [200, checkResult],
    fails: ['not-connected', 'inbox-archived', ...TEST_FAILS],
  },
  {
    method: 'post',
    path: `${IN_ORG}/connection-tests`,
    org: 'manager',
    summary: 'Test a connection; nothing is stored',
    body: testRequest,
    answer: [
      200,
      testResult,
      'The result; with Accept: application/x-ndjson its events as they happen',
    ],
    fails: TEST_FAILS,
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/round-trips`,
    org: 'manager',
    summary: 'Send a test message to the inbox’s own address and find it again',
    answer: [200, roundTripEvent, 'One event a line, as it happens; the last is the result'],
    fails: ['not-connected', 'inbox-archived', 'wrong-connection-type', ...TEST_FAILS],
  },
  {
    method: 'get',
    path: `${IN_ORG}/mail-settings`,
    org: 'manager',
    summary: 'Find the mail servers of an address',
    query: mailSettingsQuery,
    answer: [200, mailSettings],
    fails: ['too-many-tests', 'connector-busy', 'connector-unavailable'],
  },
];
