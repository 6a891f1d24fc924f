import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../../../contract/inbox.ts';
import { makeAcmeInbox } from '../../../testing/acme-inbox.ts';
import { type Browser, IMAP_INBOX, makeTenant, signedIn } from '../../../testing/world.ts';

// By a real service binding to the entrypoint, as another Worker has it.
const service = env.INBOXES;

let admin: Browser;
let own: Inbox;
let path: string;

beforeEach(async () => {
  ({ admin, path } = await makeAcmeInbox());
  own = (await admin.get(path)).body as Inbox;
});

describe('the inboxes for an address', () => {
  const at = (inbox: Inbox, isAlias: boolean, tenant = 'acme') => ({
    tenant,
    inboxId: inbox.id,
    emailAddress: inbox.emailAddress,
    isAlias,
  });

  test.each(['support@acme.test', 'SUPPORT@Acme.TEST', ' support@acme.test '])(
    'are found by their own, however it is written (%s)',
    async (address) => {
      expect(await service.inboxFor(address)).toEqual([at(own, false)]);
    },
  );

  test('are found by either spelling of another alphabet', async () => {
    const body = { ...IMAP_INBOX, emailAddress: 'Grüße@Bücher.test' };
    const inbox = (await admin.post('/api/orgs/acme/inboxes', body)).body as Inbox;
    for (const address of ['grüße@bücher.test', 'GRÜSSE@x.test', 'Grüße@xn--bcher-kva.test']) {
      const expected = address.includes('x.test') ? [] : [at(inbox, false)];
      expect(await service.inboxFor(address)).toEqual(expected);
    }
  });

  test('are found by an alias', async () => {
    expect((await admin.post(`${path}/aliases`, { emailAddress: 'help@acme.test' })).status).toBe(
      201,
    );
    expect(await service.inboxFor('Help@ACME.test')).toEqual([at(own, true)]);
  });

  test('are those of every tenant: an address proves nothing', async () => {
    await makeTenant('zeta');
    const other = await signedIn('owner@zeta.test');
    const inbox = (await other.post('/api/orgs/zeta/inboxes', IMAP_INBOX)).body as Inbox;
    const found = await service.inboxFor('support@acme.test');
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([at(own, false), at(inbox, false, 'zeta')]));
  });

  test('are none that are archived or deleted', async () => {
    await admin.post(`${path}/aliases`, {
      emailAddress: 'help@acme.test',
    });
    await admin.post(`${path}/archive`, {});
    expect(await service.inboxFor('support@acme.test')).toEqual([]);
    expect(await service.inboxFor('help@acme.test')).toEqual([]);
    await admin.delete(path);
    expect(await service.inboxFor('support@acme.test')).toEqual([]);
  });

  test.each([
    ['nothing', ''],
    ['no address', 'support'],
    ['half an address', '@acme.test'],
    ['an address with a name', 'Support <support@acme.test>'],
    ['a pattern', '%@acme.test'],
    ['a long text', `${'a'.repeat(3_000_000)}@acme.test`],
    ['half a letter', '\ud800@acme.test'],
  ])('are none for %s', async (_, address) => {
    expect(await service.inboxFor(address)).toEqual([]);
  });
});
