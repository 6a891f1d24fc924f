import { createDeps } from '../../worker/deps.ts';
import { archive } from '../../worker/domains/inboxes/archive.ts';
import { disconnect } from '../../worker/domains/inboxes/disconnect.ts';
import { type Demo, people } from './demo.ts';
import { readSecrets } from './secrets.ts';
import { initechInboxes, type SeedInbox } from './seed-inboxes.ts';
import { addTickets, alias, change, check, create, type Step, storeServers } from './seed-steps.ts';
import { demoMailbox } from './stand-file.ts';

const TENANT = 'initech';
const BEGAN_AGO_MS = 30 * 24 * 3_600_000;
const BETWEEN_STEPS_MS = 17 * 3_600_000;

type Env = Parameters<typeof createDeps>[0];

const owner = () => {
  const found = people.find(({ org, role }) => org === TENANT && role === 'owner');
  if (!found) throw new Error('Initech has no owner.');
  return { id: found.email, name: found.name };
};

const serversOf = (demo: Demo, { emailAddress, connection }: SeedInbox) => {
  const { imap, smtp } = demoMailbox(demo);
  const password = connection === 'refused' ? 'an old password' : demo.mailPassword;
  const login = { username: emailAddress, password };
  return { imap: { ...imap, ...login }, smtp: { ...smtp, ...login } };
};

/** Everything that happened to an inbox, in order. */
const stepsOf = (demo: Demo, inbox: SeedInbox): ((step: Step) => Promise<unknown>)[] => {
  const { connection, tickets, aliases = [], autoResponse, archived } = inbox;
  return [
    ...(connection ? [(step: Step) => storeServers(step, serversOf(demo, inbox))] : []),
    ...(connection
      ? [(step: Step) => check(step, connection === 'refused' ? 'wrong-password' : null)]
      : []),
    ...aliases.map((address) => (step: Step) => alias(step, address)),
    ...(autoResponse ? [(step: Step) => change(step, { autoResponse })] : []),
    ...(tickets ? [(step: Step) => addTickets(step, tickets)] : []),
    ...(connection === 'disconnected'
      ? [({ deps, who, id }: Step) => disconnect(deps, who, id, undefined)]
      : []),
    ...(archived ? [({ deps, who, id }: Step) => archive(deps, who, id, undefined)] : []),
  ];
};

const nothing = () => Promise.reject(new Error('The seed connects to nothing.'));

/**
 * Gives Initech its inboxes by the operations that an owner's requests run, over the past weeks, so that
 * its audit chain is a real one.
 */
export const seedInitech = async (db: Env['DB'], demo: Demo): Promise<void> => {
  const steps = initechInboxes.map((inbox) => ({ inbox, steps: stepsOf(demo, inbox) }));
  let at = Date.now() - BEGAN_AGO_MS;
  const deps = createDeps(
    {
      ...readSecrets(),
      PUBLIC_URL: 'http://127.0.0.1',
      DB: db,
      CONNECTOR: { fetch: nothing },
      INBOX_TOKENS: { getByName: () => ({ accessToken: nothing }) },
      CHECKS: { sendBatch: nothing, metrics: nothing },
      JOBS: { sendBatch: nothing, metrics: nothing },
    },
    () => new Date(at),
  );
  const who = { tenant: TENANT, person: owner() };
  for (const { inbox, steps: follow } of steps) {
    const id = await create(deps, who, inbox);
    for (const step of follow) {
      at += BETWEEN_STEPS_MS;
      await step({ deps, who, id });
    }
    at += BETWEEN_STEPS_MS;
  }
};
