import { expect, test } from 'vitest';
import { checkedWorld } from '../../testing/checked-world.ts';
import { CANARY, WORKING } from '../../testing/mail.ts';
import { serversWith } from '../../testing/stored-inboxes.ts';

test('a sweep puts ids into its queue, and nothing else of an inbox there or in the log', async () => {
  const world = await checkedWorld();
  const [good, bad] = await world.store(
    { checkSlot: 0 },
    { checkSlot: 0, servers: serversWith({ password: 'another canary' }) },
  );
  await world.cron();
  await world.completed();
  const carried = JSON.stringify(world.sent);
  expect(carried).toContain(good);
  expect(carried).toContain(bad);
  const told = carried + JSON.stringify(world.log);
  for (const secret of [CANARY, 'another canary', WORKING.imap.username, WORKING.imap.host]) {
    expect(told).not.toContain(secret);
  }
});
