import { describe, expect, test } from 'vitest';
import { fromBase64 } from './base64.ts';
import { createVault, type Slot } from './vault.ts';

const key = (fill: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)));
const slot: Slot = { tenant: 'acme', inbox: 'inb_1', purpose: 'mail-servers' };
const vault = createVault(key(1));

const flip = (envelope: string, part: number): string =>
  envelope
    .split('.')
    .map((text, at) => (at === part ? (text.startsWith('A') ? 'B' : 'A') + text.slice(1) : text))
    .join('.');

describe('the vault', () => {
  test('opens what it sealed, byte for byte', async () => {
    const secret = 'pässwörd "\\ \u{1f511}\n';
    const { envelope } = await vault.seal(secret, slot);
    expect(await vault.open(envelope, slot)).toEqual({ ok: true, secret });
  });

  test('knows what opens, also the second time, and never for another slot or another text', async () => {
    const { envelope } = await vault.seal('secret', slot);
    expect(await vault.opens(envelope, slot)).toBe(true);
    expect(await vault.opens(envelope, slot)).toBe(true);
    expect(await vault.opens(envelope, { ...slot, inbox: 'inb_2' })).toBe(false);
    expect(await vault.opens(envelope, { ...slot, tenant: 'globex' })).toBe(false);
    expect(await vault.opens(flip(envelope, 3), slot)).toBe(false);
  });

  test('writes v1.<key id>.<12 byte iv>.<box>, the key id being the key’s SHA-256 in 8 hex digits', async () => {
    const { envelope, keyId } = await vault.seal('secret', slot);
    const [version, id, iv, box] = envelope.split('.');
    const digest = await crypto.subtle.digest('SHA-256', fromBase64(key(1)) ?? new Uint8Array());
    const hex = [...new Uint8Array(digest)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
    expect([version, id]).toEqual(['v1', hex.slice(0, 8)]);
    expect(keyId).toBe(id);
    expect(fromBase64(iv ?? '')).toHaveLength(12);
    expect(fromBase64(box ?? '')).toHaveLength('secret'.length + 16);
  });

  test('never uses an IV twice', async () => {
    const seals = await Promise.all(Array.from({ length: 500 }, () => vault.seal('x', slot)));
    expect(new Set(seals.map(({ envelope }) => envelope.split('.')[2])).size).toBe(500);
  });

  test('opens a secret in no other slot', async () => {
    const slots: Slot[] = [
      { tenant: 'acme', inbox: 'inb_1', purpose: 'mail-servers' },
      { tenant: 'acme', inbox: 'inb_2', purpose: 'mail-servers' },
      { tenant: 'globex', inbox: 'inb_1', purpose: 'mail-servers' },
      { tenant: 'globex', inbox: 'inb_2', purpose: 'mail-servers' },
      { tenant: 'acmei', inbox: 'nb_1', purpose: 'mail-servers' },
    ];
    for (const from of slots) {
      const { envelope } = await vault.seal('secret', from);
      for (const to of slots) {
        expect((await vault.open(envelope, to)).ok).toBe(from === to);
      }
    }
  });

  test.each([1, 2, 3])('refuses an envelope with part %i altered', async (part) => {
    const { envelope } = await vault.seal('secret', slot);
    expect((await vault.open(flip(envelope, part), slot)).ok).toBe(false);
  });

  test.each(['', 'hunter2', 'v1.aa.bb', 'v2.0badf00d.AAAA.AAAA', '{"imap":{}}', 'v1....'])(
    'names %j malformed instead of taking it for plain text',
    async (text) => {
      expect(await vault.open(text, slot)).toEqual({ ok: false, reason: 'malformed' });
    },
  );

  test('opens under a retiring key and seals under the current one', async () => {
    const before = await createVault(key(2)).seal('old', slot);
    const both = createVault(key(1), [key(2)]);
    expect(await both.open(before.envelope, slot)).toEqual({ ok: true, secret: 'old' });
    expect((await both.seal('new', slot)).keyId).not.toBe(before.keyId);
  });

  test('names a key it does not have', async () => {
    const { envelope } = await createVault(key(3)).seal('secret', slot);
    expect(await vault.open(envelope, slot)).toEqual({ ok: false, reason: 'unknown-key' });
  });
});
