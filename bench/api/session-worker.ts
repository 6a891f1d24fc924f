import { createDeps } from '../../worker/deps.ts';
import { createSessionApp } from './session-app.ts';

type Env = Parameters<typeof createDeps>[0];

let app: ReturnType<typeof createSessionApp> | undefined;

export default {
  fetch(request: Request, env: Env): Response | Promise<Response> {
    app ??= createSessionApp(createDeps(env));
    return app.fetch(request);
  },
};
