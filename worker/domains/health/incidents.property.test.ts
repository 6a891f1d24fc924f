import fc from 'fast-check';
import { expect, test } from 'vitest';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { allIncidents, checkedWorld, rowOf } from '../../testing/checked-world.ts';
import { failedWith, PASSED } from '../../testing/connector-edge.ts';
import { WORKING } from '../../testing/mail.ts';
import { inTime, PROPERTY_TIMEOUT_MS, propertyRuns } from '../../testing/property-runs.ts';
import { removeInboxes } from '../../testing/without-inboxes.ts';
import { db } from '../../testing/world.ts';
import type { Finding } from '../inboxes/trouble.ts';
import { recordInBackground } from './record.ts';
import { incidents } from './tables.ts';

const FINDINGS: Record<string, Finding> = {
  passed: { kind: 'passed' },
  refused: { kind: 'refused', code: 'wrong-password', at: 'a:993' },
  away: { kind: 'failing', code: 'connection-refused', at: 'a:993' },
  slow: { kind: 'failing', code: 'connect-timeout', at: 'b:465' },
};

/** What people do, and by what it ends an incident, where it does. */
const DEEDS: Record<string, [method: string, path: string, body: unknown, ends: string | null]> = {
  rename: ['PATCH', '', { name: 'Another' }, null],
  'check that passes': ['POST', '/checks', {}, 'check'],
  'check that fails': ['POST', '/checks', {}, null],
  connect: ['PUT', '/connection', WORKING, 'reconnected'],
  store: ['PUT', '/connection?verify=false', WORKING, 'replaced'],
  disconnect: ['POST', '/disconnect', {}, 'disconnected'],
  archive: ['POST', '/archive', {}, 'archived'],
  restore: ['POST', '/restore', {}, null],
  delete: ['DELETE', '', undefined, 'deleted'],
};

type Step = { do: string; minutes: number };
const anyStep: fc.Arbitrary<Step> = fc.record({
  do: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(FINDINGS)) },
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(DEEDS)) },
  ),
  minutes: fc.integer({ min: 11, max: 60 }),
});

const RUNS = 20;
const MAX_STEPS = 15;

test(
  'whatever happens to an inbox, its one open incident says what its row says, and why it ended',
  async () => {
    const world = await checkedWorld();

    const check = async (id: string, finding: Finding) => {
      const row = await rowOf(id);
      const isChecked = row.connectedAt !== null || row.failingSince !== null;
      // As the consumer reads it: nobody else is checked in the background.
      if (!isChecked || row.credentialsEncrypted === null || row.archivedAt || row.deletedAt)
        return;
      const { credentialsVersion: version } = row;
      const check = { kind: 'found', finding, version, certificates: [] } as const;
      await recordInBackground(world.deps, row, check);
    };

    /** Does it; gives by what an incident that is over now has ended. */
    const play = async (id: string, { do: what }: Step): Promise<string | null> => {
      const finding = FINDINGS[what];
      if (finding) await check(id, finding);
      if (finding) return finding.kind === 'passed' ? 'check' : null;
      const [method = '', path = '', body, ends = null] = DEEDS[what] ?? [];
      world.edge.decide(() =>
        what === 'check that fails' ? failedWith('wrong-password') : PASSED,
      );
      const answer = await world.admin.send(method, `${INBOXES}/${id}${path}`, { body });
      expect(answer.status, `${what}: ${answer.text}`).not.toBe(429);
      expect(answer.status, `${what}: ${answer.text}`).toBeLessThan(500);
      return ends;
    };

    const live = async (steps: readonly Step[]) => {
      await db.delete(incidents);
      await removeInboxes();
      const [id = ''] = await world.store({});
      for (const step of steps) {
        world.pass(step.minutes);
        const before = await allIncidents();
        const ends = await play(id, step);
        const row = await rowOf(id);
        const after = await allIncidents();
        const open = after.filter(({ endedAt }) => endedAt === null);
        expect(open).toHaveLength(row.failingSince === null ? 0 : 1);
        if (open[0]) {
          expect(open[0]).toMatchObject({
            ...{ code: row.failingCode, failures: row.failingChecks, beganAt: row.failingSince },
          });
          expect(open[0].confirmedAt === null).toBe(row.lastError === null);
        }
        for (const { id: incident, endedAt, endedBy, beganAt } of after) {
          const was = before.find((one) => one.id === incident);
          if (endedAt === null || was?.endedAt) continue;
          expect(endedBy).toBe(ends);
          expect(endedAt).toEqual(world.now());
          expect(beganAt.getTime()).toBeLessThanOrEqual(endedAt.getTime());
        }
      }
    };

    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: MAX_STEPS }), inTime(live)),
      propertyRuns(RUNS),
    );
  },
  PROPERTY_TIMEOUT_MS,
);
