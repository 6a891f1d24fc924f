import { describe, expect, test } from 'vitest';
import { delivered, type ScriptedMailbox } from '../testing/scripted-mailbox.ts';
import { flood, type Step, say } from '../testing/scripted-server.ts';
import { travel } from '../testing/travel.ts';

const then =
  (first: Step): Step =>
  async (conversation) => {
    await first(conversation);
    await say('{tag} OK done\r\n')(conversation);
  };
const KIB = 1024;

describe('a mailbox that sends without end is cut off', () => {
  test.each([
    ['listing its folders', 'LIST', `* LIST () "/" ${'folder'.repeat(20)}\r\n`, 300 * KIB],
    ['listing folders of short names', 'LIST', '* LIST () "/" f\r\n', 100 * KIB],
    ['opening one', 'EXAMINE', `* OK ${'so'.repeat(50)}\r\n`, 40 * KIB],
    ['searching', 'UID SEARCH', '* SEARCH 1 2 3\r\n', 20 * KIB],
  ])('while %s', async (_, command, text, bytes) => {
    const { result, imap } = await travel({
      mailbox: { instead: { [command]: then(flood(text, bytes)) } },
    });
    expect(result).toMatchObject({
      failure: { step: 'find', protocol: 'imap', code: 'response-too-large' },
    });
    expect(imap.trim().split('\n').at(-1)).toContain(command);
  });

  test('by little and little', async () => {
    const folders = Object.fromEntries(Array.from({ length: 39 }, (_, index) => [`F${index}`, '']));
    const instead = { EXAMINE: then(flood(`* OK ${'so'.repeat(50)}\r\n`, 24 * KIB)) };
    const { result } = await travel({
      mailbox: { folders: { INBOX: '', ...folders }, instead },
      tripMs: 30_000,
    });
    expect(result.failure).toMatchObject({ step: 'find', code: 'response-too-large' });
  });
});

const manyFolders = (count: number): ScriptedMailbox => {
  const names = Array.from({ length: count }, (_, index) => [`Kunden/Vorgang ${index}`, '']);
  const holds: ScriptedMailbox['holds'] = (path, subject) =>
    path === 'Kunden/Vorgang 1' ? [delivered(7, subject)] : [];
  return { folders: Object.fromEntries([['INBOX', ''], ...names]), holds };
};

test('of thousands of folders, some are looked through', async () => {
  const { result, imap } = await travel({ mailbox: manyFolders(2_000), tripMs: 30_000 });
  expect(result).toMatchObject({ ok: true, folder: 'Kunden/Vorgang 1' });
  expect(new Set(imap.match(/EXAMINE .*/g)).size).toBeLessThanOrEqual(40);
});

test('where there are too many folders to be looked through, nothing is sent', async () => {
  const { result, smtp } = await travel({ mailbox: manyFolders(5_000), tripMs: 30_000 });
  expect(result).toMatchObject({
    sentMs: null,
    failure: { step: 'find', protocol: 'imap', code: 'response-too-large' },
  });
  expect(smtp).toBe('');
});
