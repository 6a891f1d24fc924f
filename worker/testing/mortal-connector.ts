import { env } from 'cloudflare:workers';
import { onTestFinished } from 'vitest';

const { control } = env.MORTAL_CONNECTOR;

const tell = async (what: 'start' | 'kill'): Promise<number | null> => {
  const answer = await fetch(`http://127.0.0.1:${control}/${what}`, { method: 'POST' });
  return (await answer.json<{ port: number | null }>()).port;
};

/** Starts a connector of the test's own, a process that can be killed while it works. */
export const mortalConnector = async () => {
  let port = await tell('start');
  onTestFinished(async () => void (await tell('kill')));
  const fetchThere = (url: RequestInfo | URL, init?: RequestInit) => {
    const { pathname } = new URL(String(url));
    return fetch(`http://127.0.0.1:${port}${pathname}`, init);
  };
  return {
    binding: { fetch: fetchThere as Fetcher['fetch'] },
    kill: async (): Promise<void> => void (await tell('kill')),
    /** Starts another in its place. */
    start: async (): Promise<void> => {
      port = await tell('start');
    },
  };
};
