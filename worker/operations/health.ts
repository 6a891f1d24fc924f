import {
  alertPreference,
  alertPreferenceChange,
  inboxHealth,
  troublesAnswer,
} from '../../contract/health.ts';
import { IN_ORG, type Operation } from './operation.ts';

/** Whether inboxes work, and who is told when they don't. */
export const healthOperations: Operation[] = [
  {
    method: 'get',
    path: `${IN_ORG}/inboxes/:id/health`,
    org: 'manager',
    summary: 'Show the last 30 days of an inbox: days, and the incidents in them',
    answer: [200, inboxHealth],
  },
  {
    method: 'get',
    path: `${IN_ORG}/troubles`,
    org: 'reader',
    summary: 'List what is wrong with several inboxes at once: outages, and causes that they share',
    answer: [200, troublesAnswer],
  },
  {
    method: 'get',
    path: `${IN_ORG}/alerts/preference`,
    org: 'manager',
    summary: 'Show whether you are mailed about inboxes',
    answer: [200, alertPreference],
  },
  {
    method: 'put',
    path: `${IN_ORG}/alerts/preference`,
    org: 'manager',
    summary: 'Choose whether you are mailed about inboxes',
    body: alertPreferenceChange,
    answer: [200, alertPreference],
  },
];
