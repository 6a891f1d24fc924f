import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { calls, choose, clearFaults, forgetCalls } from '../../../testing/identity-provider.ts';
import { begin, comeBack, makeOAuthInbox, resultAt, rowNow } from '../../../testing/sign-in.ts';
import { type Browser, browser, db, makeTenant, signedIn } from '../../../testing/world.ts';
import type { InboxRow } from '../../inboxes/tables.ts';
import { members } from '../../tenants/tables.ts';

const FOREIGN = '/sign-in-ended?reason=flow-foreign';
const PERSON = 'admin@acme.test';

let own: Browser;
beforeEach(async () => {
  await clearFaults();
  await makeTenant('acme');
  await makeTenant('globex');
  own = await signedIn(PERSON);
});

describe.each(['google', 'microsoft'] as const)('a sign-in begun at %s', (name) => {
  let inbox: Inbox;
  let back: URL;
  let before: InboxRow;
  beforeEach(async () => {
    inbox = await makeOAuthInbox(own, name);
    back = await choose(name, await begin(own, inbox.id));
    before = await rowNow(inbox);
    await forgetCalls();
  });

  const expectNothingDone = async () => {
    expect(await rowNow(inbox)).toEqual(before);
    expect((await calls())[name].token).toBe(0);
  };

  // Whatever comes with somebody's state, from elsewhere, doesn't use it up.
  const expectStillGood = async () => {
    expect(await resultAt(own, await comeBack(own, back))).toMatchObject({ outcome: 'connected' });
  };

  const expectDeadEnd = async (other: Browser) => {
    const answer = await other.get(back.pathname + back.search);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`https://letterbox.test${FOREIGN}`);
    const told = JSON.stringify([...answer.headers]) + answer.text;
    for (const secret of ['acme', inbox.id]) expect(told).not.toContain(secret);
    await expectNothingDone();
  };

  test('can’t be ended in another session of the same person', async () => {
    const elsewhere = await signedIn(PERSON);
    const result = await resultAt(elsewhere, await comeBack(elsewhere, back));
    expect(result).toMatchObject({ outcome: 'flow-foreign', account: null, acceptable: false });
    await expectNothingDone();
    await expectStillGood();
  });

  test('can’t be ended by somebody else of the same tenant', async () => {
    const owner = await signedIn('owner@acme.test');
    const result = await resultAt(owner, await comeBack(owner, back));
    expect(result).toMatchObject({ outcome: 'flow-foreign', account: null, acceptable: false });
    await expectNothingDone();
    await expectStillGood();
  });

  test('tells another tenant’s owner nothing', async () => {
    await expectDeadEnd(await signedIn('owner@globex.test'));
    await expectStillGood();
  });

  test.each(['agent', 'viewer'])('tells the tenant’s %s nothing', async (role) => {
    await expectDeadEnd(await signedIn(`${role}@acme.test`));
  });

  test('can’t be ended without a session; only who began it is told', async () => {
    const led = await comeBack(browser(), back);
    expect(await resultAt(own, led)).toMatchObject({ outcome: 'flow-foreign', account: null });
    await expect(signedIn('owner@acme.test').then((one) => resultAt(one, led))).rejects.toThrow(
      'not-found',
    );
    await expectNothingDone();
    await expectStillGood();
  });

  test('can’t be ended by who has become an agent meanwhile', async () => {
    await db.update(members).set({ role: 'agent' }).where(eq(members.userId, PERSON));
    await expectDeadEnd(own);
  });

  test('can’t be ended by who has left the tenant meanwhile', async () => {
    await db.delete(members).where(eq(members.userId, PERSON));
    await expectDeadEnd(own);
  });

  test('can’t be ended by who belongs to another tenant by now', async () => {
    const to = { organizationId: 'globex' };
    await db.update(members).set(to).where(eq(members.userId, PERSON));
    await expectDeadEnd(own);
  });
});
