import { expect, test } from 'vitest';
import type { Inbox } from '../../contract/inbox.ts';
import { mailboxToAsk } from './asked-mailbox.ts';

const emailAddress = 'shared@contoso.test';
const connection = (shared: boolean): Inbox['connection'] => ({
  provider: 'microsoft',
  account: 'billing@contoso.test',
  scopes: [],
  shared,
});

test('the mailbox is asked for as the inbox is connected', () => {
  expect(mailboxToAsk({ emailAddress, connection: connection(true) }, null, null)).toEqual({
    isShared: true,
    address: emailAddress,
  });
  expect(mailboxToAsk({ emailAddress, connection: connection(false) }, null, null).isShared).toBe(
    false,
  );
  expect(mailboxToAsk({ emailAddress, connection: null }, null, null).isShared).toBe(false);
});

test('what was asked for last goes before that', () => {
  const asked = { isShared: false, address: 'other@contoso.test' };
  expect(mailboxToAsk({ emailAddress, connection: connection(true) }, asked, null)).toEqual(asked);
});

test.each([
  [{ outcome: 'shared-mailbox-denied', missing: [] }, true],
  [{ outcome: 'permission-missing', missing: ['Mail.Send.Shared'] }, true],
  [{ outcome: 'permission-missing', missing: ['Mail.Send'] }, false],
] as const)('a sign-in that ended as %j was for a shared one: %s', (ended, isShared) => {
  const inbox = { emailAddress, connection: null };
  const { outcome, missing } = ended;
  expect(mailboxToAsk(inbox, null, { outcome, missing: [...missing] }).isShared).toBe(isShared);
});
