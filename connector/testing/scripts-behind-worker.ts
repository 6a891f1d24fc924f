import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import {
  issueCertificate,
  type KeyPair,
  LOCAL_SERVER,
  selfSignCertificate,
} from '../../dev/certificates.ts';
import type { Behind } from '../../dev/suite/mail-account.ts';
import {
  answer,
  close,
  drip,
  flood,
  hear,
  pause,
  reset,
  type ScriptedServer,
  type Step,
  say,
  scriptedServer,
  silence,
  upgrade,
} from './scripted-server.ts';

/** A step as it comes in JSON: its name, then what it takes. */
type Told = [name: string, ...args: never[]];

const certificates = async (authority: KeyPair): Promise<Record<string, KeyPair>> => ({
  good: await issueCertificate(authority, LOCAL_SERVER),
  'self-signed': await selfSignCertificate(LOCAL_SERVER),
  'wrong-name': await issueCertificate(authority, { names: ['elsewhere.test'] }),
  expired: await issueCertificate(authority, { ...LOCAL_SERVER, notAfter: new Date(0) }),
});

const stepsBy = (pairs: Record<string, KeyPair>) => {
  const makers: Record<string, (...args: never[]) => Step> = {
    say,
    hear: (pattern: string) => hear(new RegExp(pattern, 'i')),
    answer: (table: [string, string | Told[]][]) =>
      answer(
        table.map(([pattern, then]) => [
          new RegExp(pattern, 'i'),
          typeof then === 'string' ? then : then.map(make),
        ]),
      ),
    close,
    reset,
    silence,
    drip,
    flood,
    pause,
    upgrade: (name: string) => upgrade(pairs[name] ?? {}),
    deaf:
      () =>
      ({ socket }) =>
        socket.pause(),
  };
  const make = ([name, ...args]: Told): Step => {
    const maker = makers[name];
    if (!maker) throw new Error(`No step is called ${name}.`);
    return maker(...args);
  };
  return make;
};

/**
 * Vitest's global setup of the Worker's tests: gives them scripted servers over HTTP. `POST /` plays a script
 * to whoever connects to the port that it answers with; `GET /<port>` tells what was heard there.
 */
export default async (): Promise<() => Promise<void>> => {
  const { authority, scripts } = JSON.parse(process.env.LETTERBOX_BEHIND ?? '') as Behind;
  const make = stepsBy(await certificates(authority));
  const servers = new Map<string, ScriptedServer>();
  const app = new Hono()
    .post('/', async (c) => {
      const server = await scriptedServer((await c.req.json<Told[]>()).map(make));
      servers.set(String(server.port), server);
      return c.json({ port: server.port });
    })
    .get('/:port', (c) => {
      const server = servers.get(c.req.param('port'));
      if (!server) return c.notFound();
      return c.json({ heard: server.heard.join(''), open: server.open() });
    });
  const listening = serve({ fetch: app.fetch, port: scripts, hostname: '127.0.0.1' });
  return async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()));
    await new Promise((done) => listening.close(done));
  };
};
