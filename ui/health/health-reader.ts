import { signal } from '@preact/signals';
import type { InboxHealth } from '../../contract/health.ts';
import { fetchInboxHealth } from '../api.ts';

export type HealthState =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'shown'; health: InboxHealth };

export type HealthReader = ReturnType<typeof healthReader>;

/** Reads an inbox's last 30 days. Only the newest request counts; what is shown stays until it is here. */
export const healthReader = (org: string, id: string) => {
  const state = signal<HealthState>({ kind: 'loading' });
  let newest = 0;
  return {
    state,
    async load() {
      newest += 1;
      const mine = newest;
      if (state.peek().kind === 'failed') state.value = { kind: 'loading' };
      try {
        const health = await fetchInboxHealth(org, id);
        if (mine === newest) state.value = { kind: 'shown', health };
      } catch (error) {
        if (mine === newest && state.peek().kind !== 'shown') {
          state.value = { kind: 'failed', error };
        }
      }
    },
  };
};
