import { beforeEach, describe, expect, test } from 'vitest';
import { MailError } from '../../../platform/mail-error.ts';
import { smtpMailer } from '../../../platform/smtp-mailer.ts';
import { serverAt } from '../../../testing/mail-out.ts';
import { play, smtp } from '../../../testing/scripted-smtp.ts';
import { REFUSED, type ToldWorld, toldWorld } from '../../../testing/told-world.ts';
import { db } from '../../../testing/world.ts';
import { alerts } from '../tables.ts';

let world: ToldWorld;
beforeEach(async () => {
  world = await toldWorld();
});

const AWAY = new MailError('unreachable', { isTemporary: true });
const allAlerts = () => db.select().from(alerts).orderBy(alerts.recipient);

/** An inbox in error, of which people are told in this minute. */
const tell = async () => {
  const ids = await world.store({ name: 'Sales' });
  await world.found(ids, REFUSED);
  await world.later(3);
};

describe('a mail server that takes nothing', () => {
  test('is asked again after growing pauses, then the mail is given up, for the operator to see', async () => {
    world.mails.refuse(() => AWAY);
    await tell();
    const begun = world.now().getTime();
    const tried: number[] = [];
    for (const pause of [0, 1, 5, 15, 60, 180, 360]) {
      // A minute before its time nobody tries.
      if (pause > 1) await world.later(pause - 1);
      if (pause > 0) await world.later(pause > 1 ? 1 : pause);
      tried.push(world.mails.offered.length);
    }
    expect(tried).toEqual([2, 4, 6, 8, 10, 12, 14]);
    await world.later(600);
    expect(world.mails.offered).toHaveLength(14);
    expect(new Set(world.mails.offered.map(({ id }) => id)).size).toBe(2);
    const failedAt = new Date(begun + 621 * 60_000);
    expect(await allAlerts()).toMatchObject([
      { attempts: 7, nextTryAt: null, sentAt: null, failedAt, failure: 'unreachable' },
      { attempts: 7, nextTryAt: null, sentAt: null, failedAt, failure: 'unreachable' },
    ]);
    expect(world.log.findLast(({ event }) => event === 'alert-not-sent')).toEqual({
      ...{ level: 'error', event: 'alert-not-sent', tenant: 'acme', code: 'unreachable' },
    });
  });

  test('and then takes it, has got each mail once', async () => {
    world.mails.refuse(() => AWAY);
    await tell();
    world.mails.refuse(() => null);
    await world.later(1);
    await world.later(60);
    expect(world.mails.taken.map(({ to }) => to).sort()).toEqual([
      ...['admin@acme.test', 'owner@acme.test'],
    ]);
    expect(await allAlerts()).toMatchObject([
      { attempts: 2, nextTryAt: null, failedAt: null, failure: null },
      { attempts: 2, nextTryAt: null, failedAt: null, failure: null },
    ]);
  });
});

describe('a mail that will never be taken', () => {
  test.each(['refused-recipient', 'refused-message'] as const)(
    'is given up at once, and the others go out: %s',
    async (code) => {
      world.mails.refuse(({ to }) =>
        to.startsWith('admin') ? new MailError(code, { isTemporary: false }) : null,
      );
      await tell();
      await world.later(60);
      expect(world.mails.offered).toHaveLength(2);
      expect(await allAlerts()).toMatchObject([
        { recipient: 'admin@acme.test', attempts: 1, failure: code, sentAt: null },
        { recipient: 'owner@acme.test', attempts: 1, failure: null, failedAt: null },
      ]);
    },
  );

  test('but settings that are wrong may be mended meanwhile', async () => {
    world.mails.refuse(() => new MailError('refused-login', { isTemporary: false }));
    await tell();
    world.mails.refuse(() => null);
    await world.later(1);
    expect(world.mails.taken).toHaveLength(2);
  });
});

describe('a sending', () => {
  test('by several at once is one', async () => {
    world.mails.refuse(() => AWAY);
    await tell();
    world.mails.refuse(() => null);
    world.pass(1);
    await Promise.all([world.cron(), world.cron(), world.cron()]);
    expect(world.mails.taken).toHaveLength(2);
  });

  test('that nobody has heard the end of is made again, as the same message', async () => {
    world.change({ mailer: () => new Promise(() => {}) });
    const ids = await world.store({ name: 'Sales' });
    await world.found(ids, REFUSED);
    world.pass(3);
    // As where the runtime ends an invocation: nothing after the sending happens.
    void world.cron();
    await world.until(async () => expect(await allAlerts()).toMatchObject([{ attempts: 1 }, {}]));
    const written = (await allAlerts()).map(({ id }) => id).sort();
    world.change({ mailer: world.mails.mailer });
    await world.later(4);
    expect(world.mails.taken).toEqual([]);
    await world.later(1);
    expect(world.mails.taken.map(({ id }) => id).sort()).toEqual(written);
  });

  test('goes to the operator’s own server, a message for each', async () => {
    const server = await play(smtp());
    world.change({ mailer: smtpMailer(serverAt(server.port)) });
    await tell();
    const heard = await server.heard();
    expect(heard.match(/^RCPT TO:<(?:owner|admin)@acme\.test>/gm)).toHaveLength(2);
    expect(heard.match(/^Subject: /gim)).toHaveLength(2);
    expect(await allAlerts()).toMatchObject([
      { sentAt: world.now(), nextTryAt: null },
      { sentAt: world.now(), nextTryAt: null },
    ]);
  });

  test('is not for a deployment that can’t send: nothing is written, nothing is made up for', async () => {
    world.change({ mailer: null });
    await tell();
    world.change({ mailer: world.mails.mailer });
    await world.later(3);
    expect(await allAlerts()).toEqual([]);
    expect(world.mails.offered).toEqual([]);
  });
});
