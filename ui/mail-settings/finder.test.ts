import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MailSettings } from '../../contract/mail-settings.ts';
import { settingsFinder } from './finder.ts';
import { foundFor } from './search.ts';

const settingsFor = (address: string): MailSettings => ({
  address,
  recommended: 'imap',
  reason: 'nothing-found',
  candidates: [],
  notes: [],
  asked: [],
});

/** An API whose answers come when they are told to. */
const api = () => {
  const asked: { address: string; signal: AbortSignal; answer: () => void; fail: () => void }[] =
    [];
  const find = (_org: string, address: string, signal: AbortSignal) =>
    new Promise<MailSettings>((resolve, reject) => {
      asked.push({
        address,
        signal,
        answer: () => resolve(settingsFor(address)),
        fail: () => reject(new Error('no answer')),
      });
    });
  return { asked, finder: settingsFinder('acme', find) };
};

const ONE = 'a@one.example';
const TWO = 'a@two.example';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('while an address is typed', () => {
  test('nobody is asked before it is a whole one', async () => {
    const { asked, finder } = api();
    for (const typed of ['a', 'a@', 'a@one', 'a@one.', '']) finder.follow(typed);
    await vi.runAllTimersAsync();
    expect(asked).toEqual([]);
    expect(finder.state.value.kind).toBe('idle');
  });

  test('only what it has become when the typing pauses is asked for', async () => {
    const { asked, finder } = api();
    for (const typed of ['a@one.e', 'a@one.exam', ONE]) finder.follow(typed);
    await vi.runAllTimersAsync();
    expect(asked.map(({ address }) => address)).toEqual([ONE]);
  });

  test('a change ends the search for the one before, whose answer is dropped', async () => {
    const { asked, finder } = api();
    void finder.search(ONE);
    finder.follow(TWO);
    expect(asked[0]?.signal.aborted).toBe(true);
    await vi.runAllTimersAsync();
    asked[1]?.answer();
    asked[0]?.answer();
    await vi.runAllTimersAsync();
    expect(finder.state.value).toMatchObject({ kind: 'found', address: TWO });
  });

  test('an incomplete one takes away what was found for the one before', async () => {
    const { asked, finder } = api();
    void finder.search(ONE);
    asked[0]?.answer();
    await vi.runAllTimersAsync();
    finder.follow('a@one');
    expect(finder.state.value.kind).toBe('idle');
  });

  test('the same one is not asked for again', async () => {
    const { asked, finder } = api();
    void finder.search(ONE);
    finder.follow(` ${ONE}`);
    await finder.ensure(ONE).catch(() => {});
    await vi.runAllTimersAsync();
    expect(asked).toHaveLength(1);
  });
});

describe('a search', () => {
  test('that is cancelled stays so, until it is begun anew', async () => {
    const { asked, finder } = api();
    void finder.search(ONE);
    finder.cancel();
    expect(asked[0]?.signal.aborted).toBe(true);
    asked[0]?.answer();
    await vi.runAllTimersAsync();
    expect(finder.state.value).toEqual({ kind: 'cancelled', address: ONE });
    void finder.search(ONE);
    asked[1]?.answer();
    await vi.runAllTimersAsync();
    expect(finder.state.value.kind).toBe('found');
  });

  test('that fails says so', async () => {
    const { asked, finder } = api();
    void finder.search(ONE);
    asked[0]?.fail();
    await vi.runAllTimersAsync();
    expect(finder.state.value).toMatchObject({ kind: 'failed', address: ONE });
  });

  test('that nobody waits for any more is let go of', () => {
    const { asked, finder } = api();
    void finder.search(ONE);
    finder.dispose();
    expect(asked[0]?.signal.aborted).toBe(true);
  });

  test('finds nothing for another address', async () => {
    const { asked, finder } = api();
    void finder.search(ONE);
    asked[0]?.answer();
    await vi.runAllTimersAsync();
    expect(foundFor(finder.state.value, ONE)).not.toBeNull();
    expect(foundFor(finder.state.value, TWO)).toBeNull();
  });
});
