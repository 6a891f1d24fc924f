import { signal } from '@preact/signals';
import * as api from '../api.ts';
import { codeOf } from '../problem-error.ts';
import type { Session } from './model.ts';

/** Who is using the app; the one state that all screens share. */
export const session = signal<Session>({ kind: 'loading' });

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
  session.value = { kind: 'signed-out', byChoice: true };
};

api.onSignedOut(() => {
  session.value = { kind: 'signed-out', byChoice: false };
});
