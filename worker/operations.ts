import { z } from 'zod';
import { testRequest, testResult } from '../contract/connection-test.ts';
import { inbox, inboxChange, inboxCreation, inboxListQuery, inboxPage } from '../contract/inbox.ts';
import { connectionInput } from '../contract/mail-server.ts';
import { me } from '../contract/member.ts';
import type { ProblemCode } from '../contract/problem.ts';
import {
  credentials,
  deployment,
  invitationAcceptance,
  invitationCreation,
  invitationView,
  magicLinkRequest,
  memberList,
  pendingInvitation,
  setup,
} from '../contract/tenancy.ts';
import { connectQuery } from './domains/connections/routes.ts';

/** A route as the API's description and the tests over all routes know it. */
export type Operation = {
  method: 'get' | 'post' | 'patch' | 'put' | 'delete';
  path: string;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  answer: [status: number, schema: z.ZodType | null, description?: string];
  fails?: ProblemCode[];
  /** For members of a tenant; who else may not. */
  org?: 'reader' | 'manager';
};

const slug = z.object({ slug: z.string() });
const health = z.object({ status: z.literal('ok'), version: z.string() });
const nothing = z.object({});

const TEST_FAILS: ProblemCode[] = [
  'credentials-unreadable',
  'connector-busy',
  'connector-unavailable',
];

const IN_ORG = '/api/orgs/:org';

/** Every route of the API. A test holds that the app has no other and all of these. */
export const operations: Operation[] = [
  { method: 'get', path: '/api/health', summary: 'Whether the API answers', answer: [200, health] },
  {
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description',
    answer: [200, z.record(z.string(), z.unknown())],
  },
  {
    method: 'get',
    path: '/api/deployment',
    summary: 'What the sign-in page needs to know',
    answer: [200, deployment],
  },
  {
    method: 'post',
    path: '/api/setup',
    summary: 'Make the first tenant and its owner, once',
    body: setup,
    answer: [201, slug],
    fails: ['setup-closed', 'setup-not-configured', 'setup-token-refused', 'too-many-requests'],
  },
  {
    method: 'post',
    path: '/api/auth/sign-in/email',
    summary: 'Sign in with a password',
    body: credentials,
    answer: [200, nothing],
    fails: ['sign-in-refused', 'too-many-requests'],
  },
  {
    method: 'post',
    path: '/api/auth/sign-in/magic-link',
    summary: 'Mail a sign-in link',
    body: magicLinkRequest,
    answer: [200, nothing],
    fails: ['mail-not-configured', 'too-many-requests'],
  },
  {
    method: 'get',
    path: '/api/auth/magic-link/verify',
    summary: 'Open a sign-in link',
    query: z.object({ token: z.string() }),
    answer: [302, null, 'To the pages, signed in; or to /sign-in?error=…'],
  },
  {
    method: 'post',
    path: '/api/auth/sign-out',
    summary: 'End this session',
    answer: [200, nothing],
  },
  {
    method: 'get',
    path: '/api/me',
    summary: 'Who is signed in, and their tenants',
    answer: [200, me],
    fails: ['signed-out'],
  },
  {
    method: 'get',
    path: '/api/invitations/:secret',
    summary: 'What an invitation offers',
    answer: [200, invitationView],
    fails: ['invitation-invalid'],
  },
  {
    method: 'post',
    path: '/api/invitations/:secret/account',
    summary: 'Accept an invitation by making an account',
    body: invitationAcceptance,
    answer: [200, slug],
    fails: ['invitation-invalid', 'account-exists'],
  },
  {
    method: 'post',
    path: '/api/invitations/:secret/accept',
    summary: 'Accept an invitation as the person signed in',
    answer: [200, slug],
    fails: ['signed-out', 'invitation-invalid'],
  },
  {
    method: 'get',
    path: `${IN_ORG}/members`,
    org: 'manager',
    summary: 'Members and pending invitations',
    answer: [200, memberList],
  },
  {
    method: 'post',
    path: `${IN_ORG}/invitations`,
    org: 'manager',
    summary: 'Mail an invitation',
    body: invitationCreation,
    answer: [201, pendingInvitation],
    fails: ['mail-not-configured', 'already-member', 'invitation-limit-reached'],
  },
  {
    method: 'delete',
    path: `${IN_ORG}/invitations/:id`,
    org: 'manager',
    summary: 'Void an invitation',
    answer: [204, null],
  },
  {
    method: 'get',
    path: `${IN_ORG}/inboxes`,
    org: 'reader',
    summary: 'A page of inboxes',
    query: inboxListQuery,
    answer: [200, inboxPage],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes`,
    org: 'manager',
    summary: 'Create an inbox',
    body: inboxCreation,
    answer: [201, inbox],
    fails: ['inbox-limit-reached', 'address-taken'],
  },
  {
    method: 'get',
    path: `${IN_ORG}/inboxes/:id`,
    org: 'reader',
    summary: 'One inbox',
    answer: [200, inbox],
  },
  {
    method: 'patch',
    path: `${IN_ORG}/inboxes/:id`,
    org: 'manager',
    summary: 'Change its names',
    body: inboxChange,
    answer: [200, inbox],
    fails: ['changed-meanwhile'],
  },
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
      ...(['wrong-connection-type', ...TEST_FAILS] as const),
    ],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/checks`,
    org: 'manager',
    summary: 'Test the stored connection now',
    answer: [200, testResult],
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
];
