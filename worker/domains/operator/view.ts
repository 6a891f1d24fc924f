import type { OperatorView } from '../../../contract/operator.ts';
import type { Deps } from '../../deps.ts';
import { VERSION } from '../../version.ts';
import { providerStates } from '../connections/oauth/trouble.ts';
import { outagesNow } from '../connections/outages.ts';
import {
  checksView,
  deadLettersView,
  failedMailsView,
  failingView,
  providersView,
} from './present.ts';
import {
  readActive,
  readChecks,
  readDeadLetters,
  readFailedMails,
  readFailing,
  readWaitingMails,
} from './queries.ts';

/**
 * How the deployment is doing. Cheap enough to be looked at twice a minute: no query reads what is healthy,
 * so that a million inboxes cost a row a tenant, thirty for the sweeps, and one for each that fails.
 */
export const operatorView = async (deps: Deps, requestId: string): Promise<OperatorView> => {
  const { configuration, connector, mailer, now, queues } = deps;
  const [
    [health, checks, jobs],
    [swept, active, failing, outages, states],
    [waiting, failed, dead],
  ] = await Promise.all([
    Promise.all([connector.health(requestId), queues.checks.depth(), queues.jobs.depth()]),
    Promise.all([
      readChecks(deps),
      readActive(deps),
      readFailing(deps),
      outagesNow(deps),
      providerStates(deps),
    ]),
    Promise.all([readWaitingMails(deps), readFailedMails(deps), readDeadLetters(deps)]),
  ]);
  return {
    version: VERSION,
    at: now().toISOString(),
    queues: { checks, jobs },
    checks: checksView(swept),
    inboxes: { active, failing: failingView(failing) },
    connector: health,
    outages,
    providers: providersView(configuration, states),
    mail: {
      mailer: mailer === null ? 'none' : (configuration.MAILER ?? 'none'),
      waiting,
      failed: failedMailsView(failed),
    },
    deadLetters: deadLettersView(dead),
  };
};
