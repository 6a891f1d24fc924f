import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { controlRoutes } from './control-routes.ts';
import type { Controls } from './controls.ts';
import { googleRoutes } from './google/routes.ts';
import { keepGrants } from './keep-grants.ts';
import { graphRoutes, microsoftRoutes } from './microsoft/routes.ts';
import { ownOriginOnly } from './own-origin.ts';
import { STYLE_PATH, serveStyle } from './page.ts';
import type { World } from './world.ts';

const MAX_BODY_BYTES = 65_536;

/** Both providers and the switchboard. Nothing that is answered here is to be kept. */
export const createApp = (world: World, controls: Controls) =>
  new Hono()
    .use(async (c, next) => {
      await next();
      c.header('cache-control', 'no-store');
      c.header('pragma', 'no-cache');
      c.header('x-content-type-options', 'nosniff');
    })
    .use(keepGrants(world))
    .use(bodyLimit({ maxSize: MAX_BODY_BYTES }))
    .use(ownOriginOnly(world))
    .get(STYLE_PATH, serveStyle)
    .route('/google', googleRoutes(world))
    .route('/microsoft', microsoftRoutes(world))
    .route('/graph', graphRoutes(world))
    .route('/', controlRoutes(world, controls));
