import type { ProtocolResult } from '../contract/connection-test.ts';
import type { Protocol } from '../contract/mail-server.ts';
import type { Concurrency } from './concurrency.ts';
import { findFix, fixCandidates } from './find-fix.ts';
import type { Network, Place } from './reach-server.ts';
import type { TestContext } from './test-context.ts';

type Offering = {
  protocol: Protocol;
  server: Place;
  tenant: string;
  network: Network;
  /** Each search opens half a dozen connections: beyond these bounds nothing is looked for. */
  fixes: Concurrency;
};

/** The result of a test, with the fix in its failure where one is looked for and found. */
export const offerFix = async (
  result: ProtocolResult,
  { protocol, server, tenant, network, fixes }: Offering,
  { signal, emit, deadlines }: TestContext,
): Promise<ProtocolResult> => {
  const places = signal.aborted ? [] : fixCandidates(protocol, server, result);
  if (places.length === 0 || result.failure === null) return result;
  const search = fixes.enter(tenant);
  if (search === null) return result;
  try {
    emit({ type: 'probing', protocol });
    const fix = await findFix(protocol, places, network, { signal, limitMs: deadlines.probeMs });
    return fix === undefined ? result : { ...result, failure: { ...result.failure, fix } };
  } finally {
    search.leave();
  }
};
