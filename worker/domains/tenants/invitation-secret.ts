import { fromBase64, toBase64url } from '../../platform/base64.ts';

const encoder = new TextEncoder();

const keyOf = (authSecret: string) =>
  crypto.subtle.importKey(
    'raw',
    encoder.encode(authSecret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign', 'verify'],
  );

const signed = (id: string) => encoder.encode(`invitation ${id}`);

/**
 * What an invitation's mail holds and nothing else does: its id and an HMAC over it. An id alone,
 * which a tenant's admins can see, does not let them accept in somebody else's name.
 */
export const invitationSecret = async (id: string, authSecret: string): Promise<string> => {
  const mac = await crypto.subtle.sign('HMAC', await keyOf(authSecret), signed(id));
  return `${id}.${toBase64url(new Uint8Array(mac))}`;
};

/** The invitation's id, when the secret was made by {@link invitationSecret}; else `null`. */
export const readInvitationSecret = async (
  secret: string,
  authSecret: string,
): Promise<string | null> => {
  const [id, mac, ...rest] = secret.split('.');
  const bytes = fromBase64(mac ?? '');
  if (!id || !bytes || rest.length > 0) return null;
  const genuine = await crypto.subtle.verify('HMAC', await keyOf(authSecret), bytes, signed(id));
  return genuine ? id : null;
};
