import { describe, expect, test } from 'vitest';
import { delivered, type ScriptedMailbox } from '../testing/scripted-mailbox.ts';
import { travel } from '../testing/travel.ts';

const UIDPLUS = 'IMAP4rev1 UIDPLUS';
const only =
  (where: string, ...letters: ((subject: string) => ReturnType<typeof delivered>)[]) =>
  (path: string, subject: string) =>
    path === where ? letters.map((each) => each(subject)) : [];

describe('a message is known', () => {
  test.each(['[SPAM] ', '[EXTERN] Fwd: '])(
    'by its token, under whatever else: “%s”',
    async (tag) => {
      const holds = only('INBOX', (subject) => delivered(7, tag + subject));
      const { result } = await travel({ mailbox: { capabilities: UIDPLUS, holds } });
      expect(result).toMatchObject({ ok: true, deleted: true });
    },
  );

  test('among the last where a search gives everything there is', async () => {
    const others = [1, 2, 3, 4, 5].map((uid) => () => delivered(uid, 'Your contract'));
    const holds = only('INBOX', ...others, (subject) => delivered(6, subject));
    const { result, imap } = await travel({ mailbox: { capabilities: UIDPLUS, holds } });
    expect(result).toMatchObject({ ok: true, deleted: true });
    expect(imap.match(/(?:STORE|EXPUNGE) \d+/g)).toEqual(['STORE 6', 'EXPUNGE 6']);
  });
});

describe('what was sent has not arrived', () => {
  const folders = { INBOX: '', 'Gesendete Objekte 2': '', Ordner: '' };

  test('where a folder of any name keeps a copy, which came by way of no server', async () => {
    const holds: ScriptedMailbox['holds'] = (path, subject) => {
      if (path === 'Gesendete Objekte 2') return [{ uid: 3, subject }];
      return path === 'Ordner' ? [delivered(4, subject)] : [];
    };
    const { result, imap } = await travel({ mailbox: { capabilities: UIDPLUS, folders, holds } });
    expect(result).toMatchObject({ ok: true, folder: 'Ordner', folderUse: 'other' });
    expect(imap.match(/EXPUNGE \d+/g)).toEqual(['EXPUNGE 4']);
  });

  const all = { INBOX: '', 'All Mail': '\\All' };

  test('where it lies among all mail at once, and in INBOX a little later', async () => {
    const holds: ScriptedMailbox['holds'] = (path, subject, times) =>
      path === 'All Mail' || times > 2 ? [delivered(5, subject)] : [];
    const { result } = await travel({ mailbox: { folders: all, holds }, tripMs: 30_000 });
    expect(result).toMatchObject({ ok: true, folder: 'INBOX' });
  });

  test('but has where it is found nowhere else after some rounds', async () => {
    const holds = only('All Mail', (subject) => delivered(5, subject));
    const { result } = await travel({ mailbox: { folders: all, holds }, tripMs: 30_000 });
    expect(result).toMatchObject({ ok: true, folder: 'All Mail' });
    expect(result.arrivedMs).toBeGreaterThan(2_000);
  });
});

test('looking for it leaves a mailbox as it is: folders are opened for reading only', async () => {
  const { result, imap } = await travel({
    mailbox: { folders: { INBOX: '', Ordner: '' } },
    tripMs: 4_000,
  });
  expect(result.failure?.code).toBe('message-not-found');
  expect(imap).toMatch(/EXAMINE INBOX/);
  expect(imap).not.toMatch(/SELECT/);
});

test('of the finding, only the opening to delete is for writing', async () => {
  const holds = only('INBOX', (subject) => delivered(7, subject));
  const { imap } = await travel({ mailbox: { capabilities: UIDPLUS, holds } });
  expect(imap.match(/EXAMINE|SELECT|SEARCH|FETCH|EXPUNGE/g)).toEqual([
    ...['EXAMINE', 'SEARCH', 'FETCH'],
    ...['SELECT', 'EXPUNGE'],
  ]);
});

test('a mailbox that goes away while it is looked through has closed the connection', async () => {
  const instead = { EXAMINE: ({ socket }: { socket: { end(): void } }) => socket.end() };
  const { result } = await travel({ mailbox: { instead } });
  expect(result).toMatchObject({
    failure: { step: 'find', protocol: 'imap', code: 'connection-closed' },
  });
  expect(result.sentMs).not.toBeNull();
});
