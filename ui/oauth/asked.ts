import { signal } from '@preact/signals';
import type { Inbox } from '../../contract/inbox.ts';
import type { OAuthResult } from '../../contract/oauth.ts';
import { keepAsked, mailboxToAsk, readAsked } from './asked-mailbox.ts';
import { type SharedMailbox, sharedMailboxOf } from './shared-mailbox.ts';

export type Asked = ReturnType<typeof askedForm>;

/** Which mailbox the next sign-in of an inbox asks for; it is kept while the person is away. */
export const askedForm = (org: string, loaded: Inbox) => {
  const state = signal({
    value: mailboxToAsk(loaded, readAsked(org, loaded.id), null),
    /** Whether it is time to say what is wrong with it. */
    isTried: false,
  });
  return {
    state,
    change(value: SharedMailbox) {
      keepAsked(org, loaded.id, value);
      state.value = { ...state.peek(), value };
    },
    /** What is to be sent, or why nothing can be. */
    read: () => sharedMailboxOf(state.value.value),
    /** Whether a sign-in may begin with it. */
    mayBegin(): boolean {
      state.value = { ...state.peek(), isTried: true };
      return sharedMailboxOf(state.peek().value).ok;
    },
    /** A sign-in has ended: what it asked for is asked for again, or the inbox is as connected. */
    follow(inbox: Inbox, result: OAuthResult) {
      if (result.outcome === 'connected') keepAsked(org, inbox.id, null);
      const value = mailboxToAsk(inbox, readAsked(org, inbox.id), result);
      state.value = { value, isTried: false };
    },
  };
};
