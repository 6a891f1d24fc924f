import { env } from 'cloudflare:workers';
import type { OAuthStarted } from '../../../contract/oauth.ts';
import { tickets } from '../../domains/tickets/tables.ts';
import { type Database, openDatabase } from '../../platform/database.ts';
import { newId } from '../../platform/ids.ts';
import { choose } from '../identity-provider.ts';
import { quietApi } from '../quiet-api.ts';
import { comeBack, resultAt } from '../sign-in.ts';
import { type Browser, makeTenant, signedIn } from '../world.ts';
import type { By, CommandOf, Tenant } from './commands.ts';
import { LIMIT } from './model.ts';
import type { Sent } from './request.ts';

const TENANTS = ['acme', 'zeta'] as const;
const ROLES = ['owner', 'admin', 'agent'] as const;

/** The browsers of everybody who asks, by the tenant that is asked for; and the pipeline's database. */
export type People = Record<Tenant, Record<By, Browser>> & { pipeline: Database };

/** Two tenants with little room, and their people, signed in. */
export const makePeople = async (database: D1Database = env.DB): Promise<People> => {
  const fetch = quietApi(database);
  const browsers = new Map<string, Browser>();
  for (const slug of TENANTS) {
    await makeTenant(slug, { inboxLimit: LIMIT });
    for (const role of ROLES) {
      const email = `${role}@${slug}.test`;
      browsers.set(email, await signedIn(email, fetch));
    }
  }
  const of = (email: string): Browser => {
    const found = browsers.get(email);
    if (!found) throw new Error(`Nobody is ${email}.`);
    return found;
  };
  const peopleOf = (own: Tenant, other: Tenant) => ({
    owner: of(`owner@${own}.test`),
    admin: of(`admin@${own}.test`),
    agent: of(`agent@${own}.test`),
    stranger: of(`owner@${other}.test`),
  });
  return {
    acme: peopleOf('acme', 'zeta'),
    zeta: peopleOf('zeta', 'acme'),
    pipeline: openDatabase(database),
  };
};

/** What came of a command. */
export type Outcome = { status: number; body: unknown };

// As the pipeline will: straight into the database, which holds the rule itself.
const bringTicket = async (
  { pipeline }: People,
  { inbox, tenant, command }: Sent,
): Promise<Outcome> => {
  const at = new Date();
  const status = command.do === 'ticket' ? command.status : 'open';
  const stamps = { createdAt: at, updatedAt: at };
  return pipeline
    .insert(tickets)
    .values({ id: newId('tkt', at), tenant, inbox, subject: 'Hello', status, ...stamps })
    .then(
      () => ({ status: 201, body: '' }),
      () => ({ status: 409, body: '' }),
    );
};

/** Goes all the way: to the provider, back, and on to what it asks then. */
const signInAs = async (
  own: Browser,
  { request: { path, ...options } }: Sent,
  { account, accept }: CommandOf<'sign-in'>,
): Promise<Outcome> => {
  const begun = await own.send('POST', path, options);
  if (begun.status !== 200) return begun;
  const { authorizationUrl } = begun.body as OAuthStarted;
  const led = await comeBack(own, await choose('google', new URL(authorizationUrl), { account }));
  const result = await resultAt(own, led);
  if (!accept || !result.acceptable) return { status: 200, body: result };
  const { status, body } = await own.post(`${path}-results/${result.id}/accept`, {});
  return { status, body };
};

/** Sends a command as the person who gives it. */
export const send = async (people: People, sent: Sent): Promise<Outcome> => {
  const { command, tenant, request } = sent;
  if (command.do === 'ticket') return bringTicket(people, sent);
  if (command.do === 'sign-in') return signInAs(people[tenant][command.by], sent, command);
  const { method, path, ...options } = request;
  const { status, body } = await people[tenant][command.by].send(method, path, options);
  return { status, body };
};

/** A command and its end in a line, for whoever reads of a sequence that broke a rule. */
export const said = ({ command, request }: Sent, { status, body }: Outcome): string => {
  const { do: what, ...rest } = command;
  const code = (body as { code?: string }).code ?? '';
  const ifMatch = request.headers['if-match'] ?? '';
  return `${what} ${JSON.stringify(rest)} ${ifMatch} -> ${status} ${code}`;
};
