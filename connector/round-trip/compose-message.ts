import { randomBytes } from 'node:crypto';
import { composeRaw } from './compose-raw.ts';

const TOKEN_BYTES = 9;

/** A message that can be told from every other by its subject. */
export type TestMessage = { subject: string; token: string; raw: Buffer };

const text = (address: string): string =>
  [
    `Letterbox sends this message from ${address} to itself, to see that mail goes out and comes back.`,
    'It is deleted as soon as it has been found again. If you can read it, you may delete it.',
  ].join('\n\n');

/**
 * The test message, as RFC 5322 text. `Auto-Submitted` (RFC 3834) keeps auto-responders, ours among
 * them, from answering it. No file or URL can be read into it.
 */
export const composeMessage = async (address: string): Promise<TestMessage> => {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const subject = `Letterbox test message ${token}`;
  const raw = await composeRaw({
    from: { name: 'Letterbox', address },
    to: address,
    subject,
    text: text(address),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  });
  return { subject, token, raw };
};
