import { addressKey } from '../../../contract/email-address.ts';
import {
  type DiscoveredSettings,
  discoveredSettings,
  type MailSettings,
} from '../../../contract/mail-settings.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../http/problem.ts';
import type { AskOptions } from '../../platform/connector.ts';
import { meter } from './meter.ts';
import { requireStarted } from './run-test.ts';

type Candidate = DiscoveredSettings['candidates'][number];

const forAddress = (candidate: Candidate, address: string): MailSettings['candidates'][number] => {
  const localPart = address.slice(0, address.lastIndexOf('@'));
  const username = (form: Candidate['imap']['username']) =>
    form === 'local-part' ? localPart : address;
  const { imap, smtp } = candidate;
  return {
    ...candidate,
    imap: { ...imap, username: username(imap.username) },
    smtp: { ...smtp, username: username(smtp.username) },
  };
};

/**
 * The mail servers of an address, from whoever knows them. The connector, and whoever it asks, learns
 * the domain only. Throws `too-many-tests`, `connector-busy` and `connector-unavailable`.
 */
export const findMailSettings = async (
  deps: Deps,
  tenant: string,
  address: string,
  options: AskOptions,
): Promise<MailSettings> => {
  await meter(deps, tenant, 'discovery');
  const key = addressKey(address) ?? address;
  const domain = key.slice(key.lastIndexOf('@') + 1);
  const response = requireStarted(await deps.connector.discover({ tenant, domain }, options));
  const answer = discoveredSettings.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) {
    throw new ProblemError('connector-unavailable', { reason: 'answered in no known form' });
  }
  const candidates = answer.data.candidates.map((each) => forAddress(each, address));
  return { ...answer.data, address, candidates };
};
