import type { ShownCertificate } from '../domains/connections/finding.ts';
import { recordInBackground } from '../domains/health/record.ts';
import type { Finding } from '../domains/inboxes/trouble.ts';
import { checkedWorld, rowOf } from './checked-world.ts';
import { keptMails } from './kept-mails.ts';

export const REFUSED: Extract<Finding, { kind: 'refused' }> = {
  kind: 'refused',
  code: 'wrong-password',
  at: 'imap.acme.test:993',
};

/** A tenant whose inboxes are checked, and whose people are mailed about them. */
export const toldWorld = async () => {
  const mails = keptMails();
  const world = await checkedWorld({ mailer: mails.mailer });
  // The queue's own checks find nothing: how soon one of them comes is not for these tests to depend on.
  world.edge.decide(() => 'busy');
  return {
    ...world,
    mails,
    /** Lets a background check of each find something now. */
    async found(
      ids: readonly string[],
      finding: Finding,
      certificates: readonly ShownCertificate[] = [],
    ): Promise<void> {
      for (const id of ids) {
        const row = await rowOf(id);
        const { credentialsVersion: version } = row;
        await recordInBackground(world.deps, row, {
          kind: 'found',
          finding,
          version,
          certificates,
        });
      }
    },
  };
};

export type ToldWorld = Awaited<ReturnType<typeof toldWorld>>;
