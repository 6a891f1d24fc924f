import { describe, expect, test } from 'vitest';
import { delivered, type ScriptedMailbox } from '../testing/scripted-mailbox.ts';
import { travel } from '../testing/travel.ts';

const FOLDERS = { INBOX: '', Sent: '\\Sent', Trash: '\\Trash' };
const inInbox: ScriptedMailbox['holds'] = (path, subject) =>
  path === 'INBOX' ? [delivered(7, subject)] : [];
const alsoInSent: ScriptedMailbox['holds'] = (path, subject) =>
  path === 'Sent' ? [{ uid: 9, subject }] : (inInbox?.(path, subject, 1) ?? []);

const within = async (mailbox: ScriptedMailbox) => {
  const { result, imap } = await travel({
    mailbox: { folders: FOLDERS, holds: inInbox, ...mailbox },
  });
  expect(result).toMatchObject({ ok: true, folder: 'INBOX' });
  return { deleted: result.deleted, said: imap.match(/(?:STORE|EXPUNGE|MOVE|COPY).*/g) ?? [] };
};

describe('the message is deleted, and nothing else that somebody marked as deleted,', () => {
  test('by its UID where the server can do that', async () => {
    expect(await within({ capabilities: 'IMAP4rev1 UIDPLUS MOVE' })).toEqual({
      deleted: true,
      said: ['STORE 7 +FLAGS (\\Deleted)', 'EXPUNGE 7'],
    });
  });

  test('by its UID where the server speaks only IMAP4rev2, of which that is part', async () => {
    const { deleted, said } = await within({ capabilities: 'IMAP4rev2' });
    expect(deleted).toBe(true);
    expect(said.at(-1)).toBe('EXPUNGE 7');
  });

  test.each([
    ['', 'IMAP4rev1 MOVE'],
    [' and the session is not of IMAP4rev2', 'IMAP4rev1 IMAP4rev2 MOVE'],
  ])('by moving it to the bin where EXPUNGE takes no UID%s', async (_, capabilities) => {
    expect(await within({ capabilities })).toEqual({ deleted: true, said: ['MOVE 7 Trash'] });
  });

  test.each([
    ['nothing of that is offered', { capabilities: 'IMAP4rev1' }],
    ['there is no bin', { capabilities: 'IMAP4rev1 MOVE', folders: { INBOX: '' } }],
  ])('not at all where %s: it is only marked, and that is told', async (_, mailbox) => {
    expect(await within(mailbox)).toEqual({
      deleted: false,
      said: ['STORE 7 +FLAGS (\\Deleted)'],
    });
  });

  test('not from the bin into the bin', async () => {
    const holds: ScriptedMailbox['holds'] = (path, subject) =>
      path === 'Trash' ? [delivered(7, subject)] : [];
    const { result, imap } = await travel({
      mailbox: { folders: FOLDERS, holds, capabilities: 'IMAP4rev1 MOVE' },
    });
    expect(result).toMatchObject({ folder: 'Trash', deleted: false });
    expect(imap).not.toMatch(/MOVE|EXPUNGE/);
  });
});

describe('the copy in Sent', () => {
  test('goes the same way', async () => {
    const capabilities = 'IMAP4rev1 UIDPLUS';
    const { deleted, said } = await within({ capabilities, holds: alsoInSent });
    expect(deleted).toBe(true);
    expect(said).toEqual(expect.arrayContaining(['EXPUNGE 7', 'EXPUNGE 9']));
  });

  test('is only marked where nothing else takes away one message alone', async () => {
    const { deleted, said } = await within({ holds: alsoInSent });
    expect(deleted).toBe(false);
    expect(said).toEqual(['STORE 7 +FLAGS (\\Deleted)', 'STORE 9 +FLAGS (\\Deleted)']);
  });
});

test('at Gmail it goes to the bin, as what is expunged from a label is still in All Mail', async () => {
  const capabilities = 'IMAP4rev1 UIDPLUS MOVE X-GM-EXT-1';
  expect(await within({ capabilities })).toEqual({ deleted: true, said: ['MOVE 7 Trash'] });
});
