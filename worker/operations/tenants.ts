import { z } from 'zod';
import { me } from '../../contract/member.ts';
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
} from '../../contract/tenancy.ts';
import { IN_ORG, ONCE_FAILS, type Operation } from './operation.ts';

const slug = z.object({ slug: z.string() });
const health = z.object({ status: z.literal('ok'), version: z.string() });
const nothing = z.object({});

/** The deployment, the people and their tenants. */
export const tenantOperations: Operation[] = [
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
    fails: [
      ...([
        'mail-not-configured',
        'mail-not-sent',
        'already-member',
        'invitation-limit-reached',
      ] as const),
      ...ONCE_FAILS,
    ],
    once: true,
  },
  {
    method: 'delete',
    path: `${IN_ORG}/invitations/:id`,
    org: 'manager',
    summary: 'Void an invitation',
    answer: [204, null],
  },
];
