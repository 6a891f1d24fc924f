import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { createConnector } from '../../platform/connector.ts';
import { INBOXES } from '../../testing/acme-inbox.ts';
import { checkedWorld, rowOf } from '../../testing/checked-world.ts';
import { hear, play, type Said, say, silence } from '../../testing/scripted-smtp.ts';

const DEADLINE_MS = 300;
const HEAD =
  'HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n';
const QUEUED = '{"type":"queued"}\n';

/** A connector at a real socket that plays a script. */
const connectorThat = async (script: readonly Said[]) => {
  const { port } = await play(script);
  const there = (url: RequestInfo | URL, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${port}${new URL(String(url)).pathname}`, init);
  const binding = { fetch: there as Fetcher['fetch'] };
  return createConnector(binding, env.CONNECTOR_HMAC_KEY, () => new Date(), DEADLINE_MS);
};

describe('Check now ends as one of a connector that is not there, and changes nothing, where it', () => {
  test.each<[string, Said[]]>([
    ['accepts the request and never answers', [silence]],
    [
      'begins to answer and falls silent',
      [hear('^POST '), say(`${HEAD}${QUEUED.length.toString(16)}\r\n${QUEUED}\r\n`), silence],
    ],
  ])('%s', async (_name, script) => {
    const world = await checkedWorld({ connector: await connectorThat(script) });
    const [id = ''] = await world.store({});
    const before = await rowOf(id);
    const began = Date.now();
    const answer = await world.admin.post(`${INBOXES}/${id}/checks`, {});
    expect(answer).toMatchObject({ status: 503, body: { code: 'connector-unavailable' } });
    // The clock shows whole milliseconds, and timers keep to it no closer.
    expect(Date.now() - began).toBeGreaterThan(DEADLINE_MS - 20);
    expect(await rowOf(id)).toEqual(before);
  });
});
