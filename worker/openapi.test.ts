import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { createDeps } from './deps.ts';
import { operations } from './operations.ts';
import { browser } from './testing/world.ts';

type Described = {
  paths: Record<string, Record<string, { responses: object; requestBody?: unknown }>>;
};

describe('the API’s description', () => {
  test('has every route of the app and no other', () => {
    const served = createApp(createDeps(env))
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    const described = operations.map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(served)].sort()).toEqual(described.sort());
  });

  test('is served, with the fields that the routes parse', async () => {
    const { status, body } = await browser().get('/api/openapi.json');
    const { paths } = body as Described;
    expect(status).toBe(200);
    expect(paths['/api/orgs/{org}/inboxes/{id}/connection']?.put).toMatchObject({
      parameters: [
        { name: 'org' },
        { name: 'id' },
        { name: 'verify', in: 'query' },
        { name: 'If-Match', in: 'header' },
      ],
      requestBody: {
        content: {
          'application/json': {
            schema: {
              required: ['imap', 'smtp'],
              properties: {
                imap: {
                  properties: { port: { minimum: 1, maximum: 65_535 }, host: { type: 'string' } },
                },
              },
            },
          },
        },
      },
      responses: {
        200: {},
        401: {},
        403: {},
        404: {},
        409: {},
        412: {},
        422: {},
        429: {},
        503: {},
      },
    });
  });
});
