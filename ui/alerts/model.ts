import type { AlertPreference } from '../../contract/health.ts';

/** A person's preference as it is shown; while it is stored the switch stands as it was pressed. */
export type Alerts =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'shown'; preference: AlertPreference }
  | { kind: 'storing'; preference: AlertPreference; before: AlertPreference };

export const startStoring = (alerts: Alerts, mails: boolean): Alerts =>
  alerts.kind === 'shown'
    ? {
        kind: 'storing',
        preference: { ...alerts.preference, mails },
        before: alerts.preference,
      }
    : alerts;

/** What could not be stored does not stay on the screen. */
export const putBack = (alerts: Alerts): Alerts =>
  alerts.kind === 'storing' ? { kind: 'shown', preference: alerts.before } : alerts;

export const storedWords = ({ mails }: AlertPreference): string =>
  mails ? 'You will be mailed when an inbox stops working.' : 'You won’t be mailed about inboxes.';
