import { keyStatus, keyStatusQuery } from '../../contract/keys.ts';
import { operatorView } from '../../contract/operator.ts';
import type { Operation } from './operation.ts';

/** For the operator alone, by OPERATOR_TOKEN as a bearer token. */
export const operatorOperations: Operation[] = [
  {
    method: 'get',
    path: '/api/operator/keys',
    summary: 'The keys of the deployment: what is sealed under each, and which may go',
    query: keyStatusQuery,
    answer: [200, keyStatus],
    fails: ['signed-out', 'not-found'],
  },
  {
    method: 'get',
    path: '/api/operator',
    summary: 'How the deployment is doing',
    answer: [200, operatorView],
    fails: ['signed-out', 'not-found'],
  },
  {
    method: 'post',
    path: '/api/operator/dead-letters/:id/retry',
    summary: 'Put a message that was given up back on its queue',
    answer: [204, null],
    fails: ['signed-out', 'not-found', 'unknown-message'],
  },
  {
    method: 'delete',
    path: '/api/operator/dead-letters/:id',
    summary: 'Discard a message that was given up',
    answer: [204, null],
    fails: ['signed-out', 'not-found'],
  },
  {
    method: 'post',
    path: '/api/operator/alerts/:id/retry',
    summary: 'Try a mail that was given up once more',
    answer: [204, null],
    fails: ['signed-out', 'not-found', 'mail-not-configured'],
  },
  {
    method: 'delete',
    path: '/api/operator/alerts/:id',
    summary: 'Discard a mail that was given up',
    answer: [204, null],
    fails: ['signed-out', 'not-found'],
  },
];
