// The API and the session check on a database that notes their statements, handed out at /recorded.
import { createApp } from '../../worker/app.ts';
import { createDeps } from '../../worker/deps.ts';
import type { Binding } from './binding.ts';
import { createRecorder } from './recorder.ts';
import { createSessionApp } from './session-app.ts';

type Env = Parameters<typeof createDeps>[0] & { DB: Binding };

const start = (env: Env) => {
  const { db, take } = createRecorder(env.DB);
  const deps = createDeps({ ...env, DB: db as Env['DB'] });
  return { api: createApp(deps), session: createSessionApp(deps), take };
};

let started: ReturnType<typeof start> | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    started ??= start(env);
    const { pathname } = new URL(request.url);
    if (pathname === '/recorded') return Response.json(started.take());
    return (pathname.startsWith('/session/') ? started.session : started.api).fetch(request);
  },
};
