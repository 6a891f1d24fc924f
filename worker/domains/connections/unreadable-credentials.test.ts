import { eq } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { type AcmeInbox, makeAcmeInbox, withoutPassword } from '../../testing/acme-inbox.ts';
import { WORKING } from '../../testing/mail.ts';
import { db } from '../../testing/world.ts';
import { inboxes } from '../inboxes/tables.ts';

let inbox: AcmeInbox;
beforeEach(async () => {
  inbox = await makeAcmeInbox();
  await inbox.admin.put(`${inbox.path}/connection`, WORKING);
});

/** The envelope with the first character of one of its parts altered. */
const flipped = (envelope: string, part: number): string => {
  const parts = envelope.split('.');
  const [first = '', ...rest] = parts[part] ?? '';
  return parts.with(part, (first === 'A' ? 'B' : 'A') + rest.join('')).join('.');
};

const IS_UNREADABLE = { status: 409, body: { code: 'credentials-unreadable' } };

test.each([
  ['its IV', (text: string) => flipped(text, 2)],
  ['its ciphertext', (text: string) => flipped(text, 3)],
  ['nothing, for it is plain text', () => JSON.stringify({ imap: WORKING.imap })],
])(
  'of an envelope altered in %s every use is refused by name, and the row stays as it is',
  async (_, alter) => {
    const { admin, path, row, id } = inbox;
    const good = (await row()).credentialsEncrypted ?? '';
    await db
      .update(inboxes)
      .set({ credentialsEncrypted: alter(good) })
      .where(eq(inboxes.id, id));
    const before = await row();

    expect((await admin.get(path)).body).toMatchObject({
      lastError: { code: 'credentials-unreadable' },
      connection: null,
    });
    const kept = { imap: withoutPassword(WORKING.imap), smtp: WORKING.smtp };
    const uses = [
      await admin.post(`${path}/checks`, {}),
      await admin.post(`${path}/round-trips`, {}),
      await admin.put(`${path}/connection`, kept),
      await admin.put(`${path}/connection?verify=false`, kept),
      await admin.post('/api/orgs/acme/connection-tests', { inboxId: id, ...kept }),
    ];
    for (const answer of uses) expect(answer).toMatchObject(IS_UNREADABLE);
    expect(await row()).toEqual(before);
  },
);
