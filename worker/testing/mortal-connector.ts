import { env } from 'cloudflare:workers';
import { onTestFinished } from 'vitest';

const { connector, control } = env.MORTAL_CONNECTOR;

const tell = async (what: 'start' | 'kill'): Promise<void> => {
  await (await fetch(`http://127.0.0.1:${control}/${what}`, { method: 'POST' })).arrayBuffer();
};

/** Starts a connector of the test's own, a process that can be killed while it works. */
export const mortalConnector = async () => {
  await tell('start');
  onTestFinished(() => tell('kill'));
  const fetchThere = (url: RequestInfo | URL, init?: RequestInit) => {
    const { pathname } = new URL(String(url));
    return fetch(`http://127.0.0.1:${connector}${pathname}`, init);
  };
  return {
    binding: { fetch: fetchThere as Fetcher['fetch'] },
    kill: () => tell('kill'),
    start: () => tell('start'),
  };
};
