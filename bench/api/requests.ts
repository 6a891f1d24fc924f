// What is asked, of the API and while recording alike.
import { randomUUID } from 'node:crypto';
import { encodeCursor } from '../../worker/http/cursor.ts';
import type { Sent } from './client.ts';

export const kinds = ['list', 'get', 'patch', 'create'] as const;
export type Kind = (typeof kinds)[number];

export const isWrite = (kind: Kind): boolean => kind === 'patch' || kind === 'create';

/** Who makes the n-th request: the API for itself, the recording for the floor, or many at once. */
export type Asker = 'api' | 'floor' | 'crowd';

/** The next request of a kind. */
export type Ask = (kind: Kind, asker: Asker, at: number) => Sent;

/**
 * Requests for one tenant. They go through its inboxes in turn, and remember how often each was
 * changed: what they ask for is the same whenever the same calls are made in the same order.
 */
export const createRequests = (slug: string, inboxes: readonly string[]): Ask => {
  const path = `/api/orgs/${slug}/inboxes`;
  const versions = new Map<string, number>();
  const pick = (at: number): string => inboxes[(at * 7919) % inboxes.length] ?? '';

  const patch = (asker: Asker, at: number): Sent => {
    const id = pick(asker === 'floor' ? at * 2 + 1 : at * 2);
    const version = versions.get(id) ?? 1;
    versions.set(id, version + 1);
    const body = { name: `Renamed by ${asker} ${at}`, displayName: `${asker} no. ${at}` };
    // Those at once don't know what the others do: they overwrite.
    const headers: Sent['headers'] = asker === 'crowd' ? {} : { 'if-match': `"${version}"` };
    return { method: 'PATCH', path: `${path}/${id}`, body, headers };
  };

  const create = (asker: Asker, at: number): Sent => ({
    ...{ method: 'POST', path, headers: { 'idempotency-key': randomUUID() } },
    body: {
      name: `New by ${asker} ${at}`,
      displayName: `${asker} no. ${at}`,
      emailAddress: `new-by-${asker}-${at}@${slug}.example`,
      connectionType: 'imap',
    },
  });

  // Every second page is the first, the others begin anywhere.
  const list = (at: number): Sent => {
    const query = at % 2 === 0 ? '' : `?cursor=${encodeURIComponent(encodeCursor(pick(at)))}`;
    return { method: 'GET', path: `${path}${query}` };
  };

  return (kind, asker, at) => {
    if (kind === 'patch') return patch(asker, at);
    if (kind === 'create') return create(asker, at);
    return kind === 'list' ? list(at) : { method: 'GET', path: `${path}/${pick(at)}` };
  };
};
