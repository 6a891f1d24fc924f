import { fromBase64, toBase64url } from './base64.ts';

const VERSION = 'v1';
const IV_BYTES = 12;
const KEY_ID_BYTES = 4;
const SUBKEYS_KEPT = 1000;
const OPENED_KEPT = 5000;

/** Where a secret belongs. It opens nowhere else. */
export type Slot = {
  tenant: string;
  inbox: string;
  purpose: 'mail-servers' | 'oauth-grant' | 'oauth-transaction' | 'oauth-pending';
  /** Which of an inbox's, where it may have several for one purpose. */
  item?: string;
};

/** What the keys of a deployment are called: the one that seals, and those that only open. */
export type KeyIds = { current: string; retiring: readonly string[] };

export type Sealed = { envelope: string; keyId: string };

/**
 * A secret, or why there is none: `malformed` (not an envelope), `unknown-key` (sealed under a key
 * this deployment doesn't have), `refused` (altered, or moved from another slot).
 */
export type Opened =
  | { ok: true; secret: string }
  | { ok: false; reason: 'malformed' | 'unknown-key' | 'refused' };

/** Seals and opens secrets: AES-256-GCM under a subkey per tenant, bound to their slot. */
export type Vault = {
  seal(secret: string, slot: Slot): Promise<Sealed>;
  /** Never throws for what is in the envelope, and never takes it for plain text. */
  open(envelope: string, slot: Slot): Promise<Opened>;
  /** Whether it opens, for who needs no more than that. What has opened once is not opened again. */
  opens(envelope: string, slot: Slot): Promise<boolean>;
  /** Each once: a key that seals is not among those that only open, wherever else it is listed. */
  keyIds(): Promise<KeyIds>;
};

type RootKey = { id: string; key: CryptoKey };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const importRootKey = async (encoded: string): Promise<RootKey> => {
  const bytes = fromBase64(encoded);
  if (bytes === null) throw new TypeError('not base64');
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const key = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
  return { id: hex(digest.subarray(0, KEY_ID_BYTES)), key };
};

const deriveSubkey = (root: RootKey, tenant: string): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: new Uint8Array(),
      info: encoder.encode(`letterbox ${VERSION} tenant ${tenant}`),
    },
    root.key,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );

// Each part is preceded by its length, so that no two slots can spell the same bytes.
const additionalData = (
  keyId: string,
  { tenant, inbox, purpose, item }: Slot,
): Uint8Array<ArrayBuffer> => {
  const named = [VERSION, keyId, tenant, inbox, purpose, ...(item === undefined ? [] : [item])];
  const parts = named.map((part) => encoder.encode(part));
  const data = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(data.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    data.set(part, at + 4);
    at += 4 + part.length;
  }
  return data;
};

const parse = (envelope: string) => {
  const [version, keyId, iv, box, ...rest] = envelope.split('.');
  const ivBytes = fromBase64(iv ?? '');
  const boxBytes = fromBase64(box ?? '');
  if (version !== VERSION || !keyId || rest.length > 0) return null;
  if (ivBytes?.length !== IV_BYTES || !boxBytes?.length) return null;
  return { keyId, iv: ivBytes, box: boxBytes };
};

const keepNewest = <Value>(
  map: Map<string, Value>,
  name: string,
  value: Value,
  most: number,
): void => {
  map.delete(name);
  map.set(name, value);
  const oldest = map.size > most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
};

/**
 * A vault that seals under `current` and opens under `current` and `retiring` (each base64 of 32
 * bytes). A key's id is the first 8 hex digits of its SHA-256; the envelope names it, so that a key
 * is never found by trying.
 */
export const createVault = (current: string, retiring: readonly string[] = []): Vault => {
  let imported: Promise<[RootKey, ...RootKey[]]> | undefined;
  const subkeys = new Map<string, Promise<CryptoKey>>();
  // No secret is kept: only that these envelopes, as they are, open in these slots.
  const opened = new Map<string, true>();

  const rootKeys = () => {
    imported ??= Promise.all([importRootKey(current), ...retiring.map(importRootKey)]);
    return imported;
  };

  const subkey = (root: RootKey, tenant: string): Promise<CryptoKey> => {
    const name = `${root.id} ${tenant}`;
    const known = subkeys.get(name) ?? deriveSubkey(root, tenant);
    keepNewest(subkeys, name, known, SUBKEYS_KEPT);
    return known;
  };

  const vault: Vault = {
    async seal(secret, slot) {
      const [root] = await rootKeys();
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const box = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: additionalData(root.id, slot) },
        await subkey(root, slot.tenant),
        encoder.encode(secret),
      );
      const parts = [VERSION, root.id, toBase64url(iv), toBase64url(new Uint8Array(box))];
      return { envelope: parts.join('.'), keyId: root.id };
    },

    async open(envelope, slot) {
      const parsed = parse(envelope);
      if (parsed === null) return { ok: false, reason: 'malformed' };
      const root = (await rootKeys()).find(({ id }) => id === parsed.keyId);
      if (root === undefined) return { ok: false, reason: 'unknown-key' };
      const key = await subkey(root, slot.tenant);
      try {
        const opened = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: parsed.iv, additionalData: additionalData(root.id, slot) },
          key,
          parsed.box,
        );
        return { ok: true, secret: decoder.decode(opened) };
      } catch {
        return { ok: false, reason: 'refused' };
      }
    },

    async opens(envelope, slot) {
      const name = JSON.stringify([slot.tenant, slot.inbox, slot.purpose, slot.item, envelope]);
      const isKnown = opened.has(name);
      const { ok } = isKnown ? { ok: true } : await vault.open(envelope, slot);
      if (ok) keepNewest(opened, name, true, OPENED_KEPT);
      return ok;
    },

    async keyIds() {
      const [{ id: current }, ...others] = await rootKeys();
      const retiring = new Set(others.map(({ id }) => id).filter((id) => id !== current));
      return { current, retiring: [...retiring] };
    },
  };
  return vault;
};
