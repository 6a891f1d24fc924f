import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { openDatabase } from '../../platform/database.ts';
import { operator, operatorDeps } from '../../testing/operator-api.ts';
import { watchedDatabase } from '../../testing/watched-database.ts';

/** What SQLite would do for a statement, a line a step. */
const planOf = async (sql: string): Promise<string[]> => {
  const values = Array.from(sql.matchAll(/\?/g), () => null);
  const explained = env.DB.prepare(`explain query plan ${sql}`).bind(...values);
  const { results } = await explained.all<{ detail: string }>();
  return results.map(({ detail }) => detail);
};

// However many inboxes there are, these have few rows.
const SMALL = /^SCAN (check_slots|entitlements|outages|oauth_troubles|dead_letters)\b/;

test('a look at the deployment reads no list of inboxes, incidents or mails from end to end', async () => {
  const asked: string[] = [];
  const watched = watchedDatabase(env.DB, (trip) => {
    asked.push(...trip.sql);
    return trip.run();
  });
  const { status } = await operator(operatorDeps({ db: openDatabase(watched) })).get();
  expect(status).toBe(200);
  const steps = (await Promise.all(asked.map(planOf))).flat();
  const scans = steps.filter((step) => step.startsWith('SCAN') && !SMALL.test(step));
  // A partial index holds the open incidents only: those are counted.
  expect(scans).toEqual(['SCAN incidents USING INDEX incidents_by_code']);
  for (const index of ['inboxes_next_check', 'alerts_due', 'alerts_failed']) {
    expect(steps.join('\n')).toContain(index);
  }
});
