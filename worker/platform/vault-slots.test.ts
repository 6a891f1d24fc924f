import { describe, expect, test } from 'vitest';
import { fromBase64 } from './base64.ts';
import { createVault, type Slot } from './vault.ts';

const keyBytes = (fill: number) => new Uint8Array(32).fill(fill);
const key = (fill: number) => btoa(String.fromCharCode(...keyBytes(fill)));
const vault = createVault(key(1));

const PURPOSES: Slot['purpose'][] = [
  'mail-servers',
  'oauth-grant',
  'oauth-transaction',
  'oauth-pending',
];
const slots: Slot[] = ['acme', 'globex'].flatMap((tenant) =>
  ['inb_1', 'inb_2'].flatMap((inbox) =>
    PURPOSES.flatMap((purpose) => [
      { tenant, inbox, purpose },
      { tenant, inbox, purpose, item: 'one' },
      { tenant, inbox, purpose, item: 'two' },
    ]),
  ),
);

/** Slots whose parts, written one after the other, are the same text. */
const lookalikes: Slot[] = [
  { tenant: 'acme', inbox: 'inb_1', purpose: 'oauth-pending', item: 'one' },
  { tenant: 'acmei', inbox: 'nb_1', purpose: 'oauth-pending', item: 'one' },
  { tenant: 'acme', inbox: 'inb_1oauth-pending', purpose: 'oauth-pending', item: '' },
  { tenant: 'acme', inbox: 'inb_1', purpose: 'oauth-pending', item: 'oauth-pendingone' },
  { tenant: 'acme', inbox: '', purpose: 'oauth-pending', item: 'inb_1one' },
];

const opensOnlyWhereItIs = async (all: readonly Slot[]) => {
  for (const from of all) {
    const { envelope } = await vault.seal('secret', from);
    const opened = await Promise.all(all.map((to) => vault.open(envelope, to)));
    expect(opened.map(({ ok }) => ok)).toEqual(all.map((to) => to === from));
    const told = opened.flatMap((one) => (one.ok ? [] : [one.reason]));
    expect(new Set(told)).toEqual(new Set(['refused']));
  }
};

test('a ciphertext moved into any other slot is refused: tenant, inbox, purpose or item', () =>
  opensOnlyWhereItIs(slots));

test('slots that spell the same when their parts are joined are not the same', () =>
  opensOnlyWhereItIs(lookalikes));

test('the same secret in the same slot is sealed under another IV each time, 500 times', async () => {
  const slot: Slot = { tenant: 'acme', inbox: 'inb_1', purpose: 'mail-servers' };
  const seals = await Promise.all(Array.from({ length: 500 }, () => vault.seal('x', slot)));
  const ivs = seals.map(({ envelope }) => fromBase64(envelope.split('.')[2] ?? ''));
  expect(new Set(ivs.map((iv) => iv?.join())).size).toBe(500);
  expect(new Set(ivs.map((iv) => iv?.length))).toEqual(new Set([12]));
});

describe('an envelope, opened by hand', () => {
  const encoder = new TextEncoder();
  const slot: Slot = { tenant: 'acme', inbox: 'inb_1', purpose: 'mail-servers' };

  const subkeyOf = async (tenant: string) => {
    const root = await crypto.subtle.importKey('raw', keyBytes(1), 'HKDF', false, ['deriveKey']);
    const info = encoder.encode(`letterbox v1 tenant ${tenant}`);
    const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
    return crypto.subtle.deriveKey(hkdf, root, { name: 'AES-GCM', length: 256 }, false, [
      'decrypt',
    ]);
  };

  const lengthPrefixed = (parts: readonly string[]) =>
    new Uint8Array(
      parts.flatMap((part) => {
        const bytes = [...encoder.encode(part)];
        return [0, 0, 0, bytes.length, ...bytes];
      }),
    );

  const openBy = async (tenant: string, version = 'v1') => {
    const { envelope, keyId } = await vault.seal('secret', slot);
    const [, , iv, box] = envelope.split('.').map((part) => fromBase64(part));
    const additionalData = lengthPrefixed([version, keyId, 'acme', 'inb_1', 'mail-servers']);
    const gcm = { name: 'AES-GCM', iv: iv ?? new Uint8Array(), additionalData };
    const opened = await crypto.subtle.decrypt(
      gcm,
      await subkeyOf(tenant),
      box ?? new Uint8Array(),
    );
    return new TextDecoder().decode(opened);
  };

  test('is AES-256-GCM under the subkey that HKDF makes for its tenant, and no other tenant’s', async () => {
    expect(await openBy('acme')).toBe('secret');
    await expect(openBy('globex')).rejects.toThrow();
  });

  test('has its version among what is authenticated', async () => {
    await expect(openBy('acme', 'v2')).rejects.toThrow();
  });

  test('does not open with any one bit of its IV or its box flipped', async () => {
    const { envelope } = await vault.seal('secret', slot);
    const parts = envelope.split('.');
    const flipped = (at: number, bit: number) => {
      const bytes = fromBase64(parts[at] ?? '') ?? new Uint8Array();
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const text = btoa(String.fromCharCode(...bytes));
      return parts.with(at, text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
    };
    for (const at of [2, 3]) {
      const bits = 8 * (fromBase64(parts[at] ?? '')?.length ?? 0);
      for (let bit = 0; bit < bits; bit += 1) {
        const opened = await vault.open(flipped(at, bit).join('.'), slot);
        expect(opened).toEqual({ ok: false, reason: 'refused' });
      }
    }
  });
});
