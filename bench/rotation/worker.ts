// The Worker as it is, but for its clock, which may be ahead, and its cron, which re-seals and nothing else.
import { createApp } from '../../worker/app.ts';
import { takeBatch } from '../../worker/background.ts';
import { createDeps, type Deps } from '../../worker/deps.ts';
import { beginReseal } from '../../worker/domains/keys/begin-reseal.ts';

type Env = Parameters<typeof createDeps>[0] & { CLOCK_AHEAD_MS: number };
type Made = { deps: Deps; app: ReturnType<typeof createApp> };

let made: Made | undefined;

const begun = (env: Env): Made => {
  if (made) return made;
  const deps = createDeps(env, () => new Date(Date.now() + env.CLOCK_AHEAD_MS));
  made = { deps, app: createApp(deps) };
  return made;
};

export default {
  fetch: (request: Request, env: Env) => begun(env).app.fetch(request),
  scheduled: (_controller: unknown, env: Env) => {
    const { deps } = begun(env);
    return beginReseal(deps, deps.now());
  },
  queue: (batch: Parameters<typeof takeBatch>[1], env: Env) => takeBatch(begun(env).deps, batch),
};
