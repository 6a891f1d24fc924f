import { inbox } from '../../contract/inbox.ts';
import {
  type OAuthProvider,
  oauthProviderStates,
  oauthProviders,
  oauthResult,
  oauthStart,
  oauthStarted,
} from '../../contract/oauth.ts';
import { IN_ORG, type Operation } from './operation.ts';

const callback = (provider: OAuthProvider): Operation => ({
  method: 'get',
  path: `/api/oauth/${provider}/callback`,
  summary: 'Where the provider sends the browser back to',
  answer: [303, null, 'To the page where the sign-in was begun, with its result'],
});

/** Signing in at a provider for an inbox's mailbox. */
export const oauthOperations: Operation[] = [
  ...oauthProviders.map(callback),
  {
    method: 'get',
    path: `${IN_ORG}/oauth-providers`,
    org: 'manager',
    summary: 'Which providers this deployment can sign in at, and what its operator has to mend',
    answer: [200, oauthProviderStates],
    fails: [],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/oauth`,
    org: 'manager',
    summary: 'Begin a sign-in at the inbox’s provider',
    body: oauthStart,
    answer: [200, oauthStarted, 'Where to send the browser, within ten minutes, once'],
    fails: [
      'wrong-connection-type',
      'provider-not-configured',
      'inbox-archived',
      'too-many-requests',
    ],
  },
  {
    method: 'get',
    path: `${IN_ORG}/inboxes/:id/oauth-results/:resultId`,
    org: 'manager',
    summary: 'How a sign-in that one began has ended',
    answer: [200, oauthResult],
    fails: [],
  },
  {
    method: 'post',
    path: `${IN_ORG}/inboxes/:id/oauth-results/:resultId/accept`,
    org: 'manager',
    summary: 'Connect the inbox to the mailbox that was really signed in to',
    answer: [200, inbox],
    fails: ['sign-in-over', 'address-taken', 'auto-response-loop', 'inbox-archived'],
  },
];
