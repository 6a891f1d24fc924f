import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { type Listener, listen } from '../mail-server/listener.ts';
import { createApp } from './app.ts';
import { createCalls } from './calls.ts';
import { type Controls, createControls } from './controls.ts';
import { type Endpoints, endpointsAt } from './endpoints.ts';
import { createFaults } from './faults.ts';
import { readGrantFile } from './grant-file.ts';
import { createGrants } from './grants.ts';
import { createKeys } from './keys.ts';
import {
  parseSettings,
  providerEnvironment,
  type Settings,
  type SettingsInput,
} from './settings.ts';
import { createTenantConsents } from './tenant-consents.ts';
import type { World } from './world.ts';

/** Longer than callers keep an idle connection, so that none is closed under a request. */
const KEEP_ALIVE_MS = 65_000;

export type IdentityProvider = Controls & {
  /** The switchboard, and what every address of the providers begins with. */
  url: string;
  port: number;
  endpoints: Endpoints;
  /** What a Worker needs to use these providers. */
  environment: ReturnType<typeof providerEnvironment>;
  /** Stops listening and cuts every open connection. */
  stop: () => Promise<void>;
};

const serve = ({ fetch }: ReturnType<typeof createApp>): Server => {
  const server = createAdaptorServer({ fetch }) as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
};

/** `localhost` is ::1 first on many machines, and not every client goes on to 127.0.0.1. */
const listenOnSecondLoopback = async (
  app: ReturnType<typeof createApp>,
  { host, browserHost }: Settings,
  port: number,
): Promise<Listener | undefined> => {
  if (browserHost !== 'localhost' || host !== '127.0.0.1') return undefined;
  try {
    return await listen(serve(app), '::1', port);
  } catch {
    // A machine without IPv6 has no such address to be asked for.
    return undefined;
  }
};

/** Starts local Google and Microsoft on one port. `now` lets a test move their clock. */
export const startIdentityProvider = async (
  input: SettingsInput,
  now: () => number = Date.now,
): Promise<IdentityProvider> => {
  const settings = structuredClone(parseSettings(input));
  const [google, microsoft] = await Promise.all([createKeys(), createKeys()]);
  const { stateFile } = settings;
  let endpoints = endpointsAt(settings);
  const world: World = {
    settings,
    endpoints: () => endpoints,
    now,
    grants: createGrants(
      now,
      stateFile ? readGrantFile(stateFile) : { grants: [], refreshTokens: [] },
    ),
    tenantConsents: createTenantConsents(),
    faults: createFaults(),
    calls: createCalls(),
    keys: { google, microsoft },
  };
  const controls = createControls(world);
  const app = createApp(world, controls);
  const main = await listen(serve(app), settings.host, settings.port);
  const second = await listenOnSecondLoopback(app, settings, main.port);
  const { port } = main;
  const stop = async () => void (await Promise.all([main.stop(), second?.stop()]));
  const place = { ...settings, port };
  endpoints = endpointsAt(place);
  const environment = providerEnvironment(place);
  return { ...controls, url: endpoints.server, port, endpoints, environment, stop };
};
