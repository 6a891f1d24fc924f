import { alias, aliasCreation, aliasList } from '../../contract/alias.ts';
import { auditPage, timeline } from '../../contract/audit.ts';
import { deletionPreview, deletionPreviewQuery, inboxDeletion } from '../../contract/deletion.ts';
import {
  inbox,
  inboxChange,
  inboxCreation,
  inboxListQuery,
  inboxPage,
} from '../../contract/inbox.ts';
import { pageQuery } from '../../contract/page.ts';
import { IN_ORG, type Operation } from './operation.ts';

const ONCE_FAILS = ['idempotency-key-invalid', 'idempotency-key-reused'] as const;

/** Inboxes, their aliases and what was done with them. */
export const inboxOperations: Operation[] = [
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
    fails: ['inbox-limit-reached', 'address-taken', ...ONCE_FAILS],
    once: true,
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
    summary: 'Change its names and its auto-response',
    body: inboxChange,
    answer: [200, inbox],
    fails: ['changed-meanwhile', 'inbox-archived', 'auto-response-loop'],
  },
  {
    method: 'delete',
    path: `${IN_ORG}/inboxes/:id`,
    org: 'manager',
    summary: 'Delete it, and transfer or close its open tickets',
    body: inboxDeletion,
    answer: [204, null],
    fails: ['changed-meanwhile', 'open-tickets', 'transfer-target-unavailable'],
  },
  {
    method: 'get',
    path: `${IN_ORG}/inboxes/:id/deletion-preview`,
    org: 'manager',
    summary: 'What would go with it',
    query: deletionPreviewQuery,
    answer: [200, deletionPreview],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/archive`,
    org: 'manager',
    summary: 'Take it out of use',
    answer: [200, inbox],
    fails: ['changed-meanwhile'],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/restore`,
    org: 'manager',
    summary: 'Take it into use again',
    answer: [200, inbox],
    fails: ['changed-meanwhile', 'inbox-limit-reached', 'auto-response-loop'],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/disconnect`,
    org: 'manager',
    summary: 'Destroy its credentials',
    answer: [200, inbox],
    fails: ['changed-meanwhile'],
  },
  {
    method: 'get',
    path: `${IN_ORG}/inboxes/:id/aliases`,
    org: 'manager',
    summary: 'Its aliases',
    answer: [200, aliasList],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/aliases`,
    org: 'manager',
    summary: 'Add an alias',
    body: aliasCreation,
    answer: [201, alias],
    fails: [
      ...(['address-taken', 'alias-limit-reached', 'auto-response-loop'] as const),
      ...(['inbox-archived', ...ONCE_FAILS] as const),
    ],
    once: true,
  },
  {
    method: 'delete',
    path: `${IN_ORG}/inboxes/:id/aliases/:aliasId`,
    org: 'manager',
    summary: 'Remove an alias',
    answer: [204, null],
    fails: ['inbox-archived'],
  },
  {
    method: 'get',
    path: `${IN_ORG}/inboxes/:id/timeline`,
    org: 'manager',
    summary: 'What happened to it, newest first',
    query: pageQuery,
    answer: [200, timeline],
  },
  {
    method: 'get',
    path: `${IN_ORG}/audit`,
    org: 'manager',
    summary: 'The tenant’s audit events, newest first',
    query: pageQuery,
    answer: [200, auditPage],
  },
];
