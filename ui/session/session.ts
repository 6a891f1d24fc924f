import { signal } from '@preact/signals';
import * as api from '../api.ts';
import { codeOf } from '../problem-error.ts';
import { dropDrafts } from './drafts.ts';
import type { Session } from './model.ts';

/** Who is using the app; the one state that all screens share. */
export const session = signal<Session>({ kind: 'loading' });

/** Whose drafts these are; nobody's while no one is signed in. */
export const personId = (): string => {
  const current = session.peek();
  return current.kind === 'signed-in' ? current.me.user.id : '';
};

export const loadSession = async () => {
  try {
    session.value = { kind: 'signed-in', me: await api.fetchMe() };
  } catch (error) {
    session.value =
      codeOf(error) === 'signed-out'
        ? { kind: 'signed-out', byChoice: false }
        : { kind: 'failed', error };
  }
};

export const endSession = async () => {
  await api.signOut();
  dropDrafts();
  session.value = { kind: 'signed-out', byChoice: true };
};

api.onSignedOut(() => {
  session.value = { kind: 'signed-out', byChoice: false };
});
