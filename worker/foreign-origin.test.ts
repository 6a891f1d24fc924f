import { beforeEach, expect, test } from 'vitest';
import { operations } from './operations.ts';
import {
  BODIES,
  bodyOf,
  makeRouteScene,
  pathIn,
  type RouteScene,
  routeOf,
  SCENE_OWNER,
} from './testing/route-requests.ts';
import { wholeDatabase } from './testing/whole-database.ts';
import { type Browser, browser, ORIGIN, signedIn } from './testing/world.ts';

const mutations = operations
  .filter(({ method }) => method !== 'get')
  .map((operation) => [routeOf(operation), operation] as const);

const FOREIGN = [
  'https://evil.test',
  'null',
  `${ORIGIN}.evil.test`,
  ORIGIN.replace('https', 'http'),
  `${ORIGIN}:8443`,
  ORIGIN.toUpperCase(),
];
const FORMS = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain; charset=application/json',
  'application/jsonp',
];

let scene: RouteScene;
let owner: Browser;
let before: string;
beforeEach(async () => {
  scene = await makeRouteScene();
  owner = await signedIn(SCENE_OWNER);
  before = await wholeDatabase();
});

const cookieOf = ({ cookies }: Browser) => [...cookies].map((one) => one.join('=')).join('; ');

test.each(mutations)(
  '%s is refused from a foreign Origin, and with a cookie but no Origin; nothing changes',
  async (_, operation) => {
    const path = pathIn(operation, scene);
    const send = (headers: Record<string, string>, own = owner) =>
      own.send(operation.method.toUpperCase(), path, { body: bodyOf(operation), headers });
    const answers = [
      ...(await Promise.all(FOREIGN.map((origin) => send({ origin })))),
      // As `new Headers` has no way to take one away, an empty one stands for none.
      await send({ origin: '', cookie: cookieOf(owner) }, browser()),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 403, body: { code: 'foreign-origin' } });
    }
    expect(await wholeDatabase()).toBe(before);
  },
);

test.each(mutations)('%s takes no body that a form could send', async (_, operation) => {
  const answers = await Promise.all(
    FORMS.map((type) =>
      owner.send(operation.method.toUpperCase(), pathIn(operation, scene), {
        body: bodyOf(operation),
        headers: { 'content-type': type },
      }),
    ),
  );
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
  }
  expect(await wholeDatabase()).toBe(before);
});

test('every body that a route takes is known to these tests', () => {
  const taken = operations.filter(({ body }) => body !== undefined);
  const refused = taken.filter((one) => !one.body?.safeParse(bodyOf(one)).success);
  expect(refused.map(routeOf)).toEqual([]);
  expect(
    Object.keys(BODIES).filter((route) => !operations.some((one) => routeOf(one) === route)),
  ).toEqual([]);
});
