import { Hono } from 'hono';
import { ZodError } from 'zod';
import type { Controls } from './controls.ts';
import { readForm } from './form.ts';
import { showPanel } from './panel.ts';
import type { World } from './world.ts';

const wrongFields = (error: unknown): string[] => {
  if (error instanceof SyntaxError) return ['not JSON'];
  if (!(error instanceof ZodError)) throw error;
  return error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
};

/** The panel's form has text where JSON has numbers, and empty text where JSON has nothing. */
const faultOf = (form: Map<string, string>) => {
  const { times, ...rest } = Object.fromEntries(form);
  return { ...rest, ...(times ? { times: Number(times) } : {}) };
};

/** The switchboard: by hand at `/`, by scripts at the rest. */
export const controlRoutes = (world: World, controls: Controls) =>
  new Hono()
    .get('/', (c) => showPanel(c, world))
    .post('/', async (c) => {
      try {
        controls.addFault(faultOf((await readForm(c.req.raw)) ?? new Map()) as never);
      } catch (error) {
        return showPanel(c, world, wrongFields(error).join('; '));
      }
      return c.redirect('/', 303);
    })
    .post('/clear', (c) => {
      controls.clearFaults();
      return c.redirect('/', 303);
    })
    .get('/faults', (c) => c.json(controls.faults()))
    .post('/faults', async (c) => {
      try {
        return c.json(controls.addFault(await c.req.json()), 201);
      } catch (error) {
        return c.json({ error: wrongFields(error) }, 400);
      }
    })
    .delete('/faults', (c) => {
      controls.clearFaults();
      return c.body(null, 204);
    })
    .get('/admin-consents', (c) => c.json(controls.tenantConsents()))
    .post('/admin-consents/clear', (c) => {
      controls.clearTenantConsents();
      return c.redirect('/', 303);
    })
    .delete('/admin-consents', (c) => {
      controls.clearTenantConsents();
      return c.body(null, 204);
    })
    .get('/calls', (c) => c.json(controls.calls()))
    .delete('/calls', (c) => {
      controls.resetCalls();
      return c.body(null, 204);
    })
    .patch('/behaviour', async (c) => {
      try {
        return c.json(controls.behave(await c.req.json()));
      } catch (error) {
        return c.json({ error: wrongFields(error) }, 400);
      }
    })
    .get('/secrets', (c) => c.json(controls.secrets()))
    .post('/accounts/:id/revoke-grants', (c) => {
      const revoked = controls.revokeGrants(c.req.param('id'));
      if (revoked === null) return c.json({ error: ['no such account'] }, 404);
      const isForm = c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded');
      return isForm ? c.redirect('/', 303) : c.json({ revoked });
    });
