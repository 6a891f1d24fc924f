import { env } from 'cloudflare:workers';
import { beforeEach, expect, test, vi } from 'vitest';
import { problem } from '../contract/problem.ts';
import { createApp } from './app.ts';
import { createDeps } from './deps.ts';
import type { Operation } from './operations/operation.ts';
import { operations } from './operations.ts';
import {
  askRoute,
  makeRouteScene,
  type RouteScene,
  routeOf,
  SCENE_OWNER,
  TYPED,
} from './testing/route-requests.ts';
import { spellingsOf } from './testing/spellings.ts';
import { type Watch, watchedDatabase } from './testing/watched-database.ts';
import { wholeDatabase } from './testing/whole-database.ts';
import { type Answer, type Browser, signedIn } from './testing/world.ts';

/** What a database says that quotes what it was given, over lines that look like places in the code. */
const CAUSE = 'canary-of-a-cause-51d0';
const quoting = () =>
  new Error(`D1_ERROR: near "${CAUSE}"\n    at ${CAUSE} (${CAUSE}.ts:1:1)`, { cause: CAUSE });
const MAX_TRIPS = 60;

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const;
const SECRETS = [env.ENCRYPTION_KEY, env.AUTH_SECRET, env.CONNECTOR_HMAC_KEY];

let scene: RouteScene;
let owner: Browser;
let logged: string[];
let trips: number;
let failing: number | null;

const watch: Watch = async (trip) => {
  trips += 1;
  if (trips === failing) throw quoting();
  return trip.run();
};

beforeEach(async () => {
  scene = await makeRouteScene();
  failing = null;
  logged = [];
  const CONNECTOR = { fetch: () => Promise.reject(quoting()) };
  const database = watchedDatabase(env.DB, watch);
  const app = createApp(createDeps({ ...env, DB: database, CONNECTOR, MAILER: '' }));
  owner = await signedIn(SCENE_OWNER, async (request) => app.fetch(request));
  for (const level of LEVELS) {
    vi.spyOn(console, level).mockImplementation((...parts) => void logged.push(parts.join(' ')));
  }
  return () => void vi.restoreAllMocks();
});

const expectNowhere = (secret: string, places: readonly string[]) => {
  for (const spelling of spellingsOf(secret)) {
    expect(places.filter((place) => place.includes(spelling))).toEqual([]);
  }
};

const told = ({ headers, text }: Answer) => `${JSON.stringify([...headers])}\n${text}`;

// What better-auth answers a mailed link with is a redirect; all else is a problem of ours.
const expectOwnWords = (answer: Answer, where: string) => {
  if (answer.status < 400) return;
  expect(answer.headers.get('content-type'), where).toBe('application/problem+json');
  const parsed = problem.strict().safeParse(answer.body);
  expect(parsed.error?.issues, where).toBeUndefined();
  expect(parsed.data?.requestId, where).toBeTruthy();
};

/** Asks once for each trip to the database that can fail, until there is none left. */
const askWithEachFault = async (operation: Operation) => {
  const answers: Answer[] = [];
  for (let trip = 1; trip <= MAX_TRIPS; trip += 1) {
    trips = 0;
    failing = trip;
    const answer = await askRoute(owner, operation, scene);
    answers.push(answer);
    expectOwnWords(answer, `${routeOf(operation)}, trip ${trip}`);
    if (trips < trip) return answers;
  }
  throw new Error(`More than ${MAX_TRIPS} trips.`);
};

const all = operations.map((operation) => [routeOf(operation), operation] as const);

test.each(all)(
  '%s: whatever fails below it, the answer is a problem of ours and the cause is in no log',
  async (_, operation) => {
    const answers = await askWithEachFault(operation);
    expectNowhere(CAUSE, [...answers.map(told), ...logged]);
    for (const secret of SECRETS) expectNowhere(secret, [...answers.map(told), ...logged]);
    expect(logged.length).toBeGreaterThanOrEqual(answers.length);
  },
);

// But for its id, which a caller may choose (X-Request-Id): letters, digits, - and = alone.
test.each(all)('%s: nothing that a request holds is in a log', async (_, operation) => {
  const headers = {
    authorization: `Bearer ${TYPED}`,
    'user-agent': TYPED,
    'idempotency-key': TYPED,
    'if-match': `"${TYPED}"`,
    referer: `https://letterbox.test/${TYPED}`,
  };
  const everywhere = { id: TYPED, alias: TYPED, invitation: TYPED, secret: TYPED };
  const query = `?token=${TYPED}&state=${TYPED}&code=${TYPED}&error=${TYPED}&cursor=${TYPED}`;
  const { send, ...rest } = owner;
  const naming: Browser = {
    ...rest,
    send: (method, path, given) =>
      send(method, path, { ...given, headers: { ...given?.headers, ...headers } }),
  };
  await askRoute(owner, operation, scene);
  await askRoute(naming, operation, scene, query);
  await askRoute(naming, operation, everywhere, query);
  expect(logged.length).toBeGreaterThan(2);
  expectNowhere(TYPED, logged);
  expectNowhere(scene.secret, logged);
});

test('a password that was sent anywhere is nowhere in the database', async () => {
  const secret = 'canary-of-a-password-only-77ab';
  const hiding = (operation: Operation) =>
    askRoute(
      {
        ...owner,
        send: (method, path, given) => {
          const text = JSON.stringify(given ?? {}).replaceAll(
            `"password":"${TYPED}"`,
            `"password":"${secret}"`,
          );
          return owner.send(method, path, JSON.parse(text));
        },
      },
      operation,
      scene,
    );
  for (const operation of operations) {
    expectNowhere(secret, [told(await hiding(operation))]);
    expectNowhere(secret, [await wholeDatabase()]);
  }
  expectNowhere(secret, logged);
});
