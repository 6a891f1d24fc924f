import { expect, test } from 'vitest';
import { createApp } from '../../app.ts';
import { OPERATOR_TOKEN, operator, operatorDeps } from '../../testing/operator-api.ts';
import { makeTenant, ORIGIN, signedIn } from '../../testing/world.ts';

const ways = [
  ['get', ''],
  ['post', '/dead-letters/x/retry'],
  ['delete', '/dead-letters/x'],
  ['post', '/alerts/x/retry'],
  ['delete', '/alerts/x'],
] as const;

test.each(ways)('%s %s: without a token, or with another, is 401', async (method, path) => {
  for (const token of [null, 'not-the-token', `${OPERATOR_TOKEN}x`, OPERATOR_TOKEN.slice(1)]) {
    const answer = await operator(operatorDeps(), token)[method](path);
    expect(answer).toMatchObject({ status: 401, body: { code: 'signed-out' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
});

test.each(ways)(
  '%s %s: where no token is configured is 404 for everybody',
  async (method, path) => {
    const deps = operatorDeps({}, { OPERATOR_TOKEN: undefined });
    for (const token of [null, '', 'undefined', OPERATOR_TOKEN]) {
      expect(await operator(deps, token)[method](path)).toMatchObject({ status: 404 });
    }
  },
);

test('an owner’s session does not open it', async () => {
  await makeTenant('acme');
  const app = createApp(operatorDeps());
  const owner = await signedIn('owner@acme.test', async (request) => app.fetch(request));
  expect((await owner.get('/api/me')).status).toBe(200);
  expect((await owner.get('/api/operator')).status).toBe(401);
  expect((await owner.send('DELETE', '/api/operator/dead-letters/x')).status).toBe(401);
});

const change = (headers: Record<string, string>) => {
  const app = createApp(operatorDeps());
  const authorization = `Bearer ${OPERATOR_TOKEN}`;
  return app.fetch(
    new Request(`${ORIGIN}/api/operator/dead-letters/x`, {
      method: 'DELETE',
      headers: { authorization, ...headers },
    }),
  );
};

test('a script without a browser changes things by the token; another site’s page does not', async () => {
  expect((await change({})).status).toBe(404);
  expect((await change({ origin: ORIGIN })).status).toBe(404);
  expect((await change({ origin: 'https://evil.test' })).status).toBe(403);
  expect((await change({ cookie: 'a=b' })).status).toBe(403);
});

test('no answer is kept by a browser, and no other site may read one', async () => {
  const { headers } = await operator().get();
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('access-control-allow-origin')).toBeNull();
});

/** Answers nothing that is asked of it. */
const closed = new Proxy({} as never, {
  get: () => {
    throw new Error('was asked');
  },
});

test('the health route asks neither the database nor the connector', async () => {
  const app = createApp(
    operatorDeps({ db: closed, connector: closed, queues: closed, vault: closed }),
  );
  const answer = await app.fetch(new Request(`${ORIGIN}/api/health`));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok', version: expect.any(String) });
});
