import { describe, expect, test } from 'vitest';
import { noSharedMailbox, sharedMailboxOf } from './shared-mailbox.ts';

describe('a shared mailbox', () => {
  test('is none while nobody says so, whatever address was typed', () => {
    expect(sharedMailboxOf({ isShared: false, address: 'nonsense' })).toEqual({
      ok: true,
      address: undefined,
    });
    expect(sharedMailboxOf(noSharedMailbox)).toEqual({ ok: true, address: undefined });
  });

  test('is its address, without the spaces around it', () => {
    expect(sharedMailboxOf({ isShared: true, address: ' shared@contoso.test ' })).toEqual({
      ok: true,
      address: 'shared@contoso.test',
    });
  });

  test.each(['', 'nonsense', 'a@b'])('needs an address, which %j is not', (address) => {
    expect(sharedMailboxOf({ isShared: true, address })).toEqual({
      ok: false,
      error: expect.stringMatching(/^Enter /),
    });
  });
});
