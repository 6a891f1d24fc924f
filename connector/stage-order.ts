import type { StageName } from '../contract/connection-test.ts';
import type { Security } from '../contract/mail-server.ts';

/** The stages as they happen: STARTTLS can only follow the greeting. */
export const stageOrder = (stages: readonly StageName[], security: Security): StageName[] => {
  if (security !== 'starttls') return [...stages];
  return stages.flatMap((stage) => {
    if (stage === 'tls') return [];
    return stage === 'greeting' ? ['greeting', 'tls'] : [stage];
  });
};
