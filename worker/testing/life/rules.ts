import type { OAuthOutcome } from '../../../contract/oauth.ts';
import { type ProblemCode, problems } from '../../../contract/problem.ts';
import type { Account, Command, CommandOf } from './commands.ts';
import { addressOf, isFull, isTaken, type Model, type ModelInbox, wouldLoop } from './model.ts';
import type { Sent } from './request.ts';

/** What the API should answer. `adopt` takes the id of what was made. */
export type Expected = {
  status: number;
  code?: ProblemCode;
  shows?: ModelInbox;
  /** How a sign-in at the provider ends. */
  ends?: OAuthOutcome;
  /** With `changed-meanwhile`: who was quicker. */
  changedBy?: string;
  id?: string;
  adopt?: (id: string) => void;
};

type Ask<Do extends Command['do']> = Sent & { command: CommandOf<Do> };
type Rule<Do extends Command['do']> = (model: Model, inbox: ModelInbox, sent: Ask<Do>) => Expected;

const refuse = (code: ProblemCode): Expected => ({ status: problems[code].status, code });
const shown = (inbox: ModelInbox): Expected => ({ status: 200, shows: inbox });

const nameOf = ({ command }: Sent) => ('by' in command ? command.by : '');

const isStale = (inbox: ModelInbox, { seen }: Sent) => seen !== undefined && seen !== inbox.version;
const meanwhile = (inbox: ModelInbox): Expected => ({
  ...refuse('changed-meanwhile'),
  changedBy: inbox.by,
});

/** One step of the version, unless another was quicker. */
const step = (inbox: ModelInbox, sent: Sent, change: Partial<ModelInbox>): Expected => {
  if (isStale(inbox, sent)) return meanwhile(inbox);
  Object.assign(inbox, change, { version: inbox.version + 1, by: nameOf(sent) });
  return shown(inbox);
};

const untested = (inbox: ModelInbox) => ({
  status: 'disconnected' as const,
  wasDisconnected: inbox.wasDisconnected || inbox.status === 'connected',
});

const gone = (inbox: ModelInbox, hasFormer: boolean) => ({
  ...untested(inbox),
  stored: null,
  hasFormer,
});

const before = (model: Model, key: string | null, sent: Sent) => {
  const { method, path, body } = sent.request;
  const fingerprint = JSON.stringify([method, path, body]);
  const name = key && [sent.tenant, nameOf(sent), key].join(' ');
  return { fingerprint, name, found: name ? model.keys.get(name) : undefined };
};

const create = (model: Model, sent: Ask<'create'>): Expected => {
  const { tenant, command } = sent;
  const { fingerprint, name, found } = before(model, command.key, sent);
  if (found && found.fingerprint !== fingerprint) return refuse('idempotency-key-reused');
  const same = found && 'inbox' in found ? model.inboxes[found.inbox] : undefined;
  if (same) {
    return same.life === 'deleted'
      ? refuse('not-found')
      : { status: 201, shows: same, id: same.id };
  }
  if (isTaken(model, tenant, command.address)) return refuse('address-taken');
  if (isFull(model, tenant)) return refuse('inbox-limit-reached');
  const made: ModelInbox = {
    ...{ id: '', tenant, name: command.name, address: command.address, type: command.type },
    ...{ life: 'active', stored: null, account: null, hasFormer: false, status: 'disconnected' },
    ...{ wasDisconnected: false, answers: false, hasWords: false, aliases: [], version: 1 },
    ...{ by: nameOf(sent), open: 0 },
  };
  if (name) model.keys.set(name, { fingerprint, inbox: model.inboxes.length });
  model.inboxes.push(made);
  return { status: 201, shows: made, adopt: (id) => Object.assign(made, { id }) };
};

const rename: Rule<'rename'> = (_model, inbox, sent) => {
  if (inbox.life === 'archived') return refuse('inbox-archived');
  if (inbox.name === sent.command.name) return shown(inbox);
  return step(inbox, sent, { name: sent.command.name });
};

const answer: Rule<'answer'> = (model, inbox, sent) => {
  const { enabled: answers } = sent.command;
  if (inbox.life === 'archived') return refuse('inbox-archived');
  if (inbox.answers === answers && inbox.hasWords) return shown(inbox);
  if (wouldLoop(model, { ...inbox, answers })) return refuse('auto-response-loop');
  return step(inbox, sent, { answers, hasWords: true });
};

const addAlias: Rule<'add-alias'> = (model, inbox, sent) => {
  const { address, key } = sent.command;
  const { fingerprint, name, found } = before(model, key, sent);
  if (found && found.fingerprint !== fingerprint) return refuse('idempotency-key-reused');
  if (found && 'alias' in found) {
    const same = inbox.aliases.find(({ serial }) => serial === found.alias);
    return same ? { status: 201, id: same.id } : refuse('not-found');
  }
  if (inbox.life === 'archived') return refuse('inbox-archived');
  if (isTaken(model, inbox.tenant, address)) return refuse('address-taken');
  const alias = { serial: model.serial, id: '', address };
  if (wouldLoop(model, { ...inbox, aliases: [...inbox.aliases, alias] })) {
    return refuse('auto-response-loop');
  }
  model.serial += 1;
  if (name) model.keys.set(name, { fingerprint, alias: alias.serial });
  inbox.aliases.push(alias);
  return { status: 201, adopt: (id) => Object.assign(alias, { id }) };
};

const removeAlias: Rule<'remove-alias'> = (_model, inbox, sent) => {
  if (!inbox.aliases.some(({ id }) => id === sent.alias)) return refuse('not-found');
  if (inbox.life === 'archived') return refuse('inbox-archived');
  inbox.aliases = inbox.aliases.filter(({ id }) => id !== sent.alias);
  return { status: 204 };
};

const ACCOUNT = 'support@acme.test';
// The mail server lets an account send from its own address only.
const passes = ({ address }: ModelInbox, servers: string | null) =>
  servers === 'working' && address.toLowerCase() === ACCOUNT;

const connect: Rule<'connect'> = (model, inbox, sent) => {
  const { servers, verify } = sent.command;
  if (inbox.life === 'archived') return refuse('inbox-archived');
  if (inbox.type !== 'imap') return refuse('wrong-connection-type');
  if (isStale(inbox, sent)) {
    const isThere = inbox.stored === servers && (!verify || inbox.status === 'connected');
    return isThere ? shown(inbox) : meanwhile(inbox);
  }
  if (verify && !passes(inbox, servers)) return refuse('connection-test-failed');
  const change = { stored: servers, hasFormer: false };
  if (wouldLoop(model, { ...inbox, ...change })) return refuse('auto-response-loop');
  const tested = { status: 'connected' as const, wasDisconnected: false };
  return step(inbox, sent, { ...change, ...(verify ? tested : untested(inbox)) });
};

const whose = (inbox: ModelInbox, account: Account): OAuthOutcome => {
  if (inbox.account !== null && inbox.account !== account) return 'wrong-account';
  const isSame = addressOf(inbox.address).key === addressOf(account).key;
  return isSame ? 'connected' : 'address-differs';
};

const signIn: Rule<'sign-in'> = (model, inbox, sent) => {
  const { account, accept } = sent.command;
  if (inbox.life === 'archived') return refuse('inbox-archived');
  if (inbox.type !== 'gmail') return refuse('wrong-connection-type');
  const ends = whose(inbox, account);
  const granted = {
    account,
    stored: 'grant',
    status: 'connected',
    wasDisconnected: false,
  } as const;
  if (ends === 'connected') {
    step(inbox, sent, granted);
    return { status: 200, ends };
  }
  if (ends === 'wrong-account' || !accept) return { status: 200, ends };
  if (isTaken(model, inbox.tenant, account)) return refuse('address-taken');
  const change = { ...granted, address: account };
  if (wouldLoop(model, { ...inbox, ...change })) return refuse('auto-response-loop');
  return step(inbox, sent, change);
};

const check: Rule<'check'> = (_model, inbox) => {
  if (inbox.life === 'archived') return refuse('inbox-archived');
  if (inbox.stored === null) return refuse('not-connected');
  if (inbox.stored === 'grant' || passes(inbox, inbox.stored)) {
    Object.assign(inbox, { status: 'connected', wasDisconnected: false });
  } else if (inbox.stored !== 'working') {
    // Only a refused password counts: a refused sender address changes nothing.
    Object.assign(inbox, untested(inbox), { status: 'error' });
  }
  return { status: 200 };
};

const disconnect: Rule<'disconnect' | 'archive' | 'restore'> = (_model, inbox, sent) =>
  inbox.stored === null ? shown(inbox) : step(inbox, sent, gone(inbox, true));

const archive: typeof disconnect = (_model, inbox, sent) =>
  inbox.life === 'archived' ? shown(inbox) : step(inbox, sent, { life: 'archived' });

const restore: typeof disconnect = (model, inbox, sent) => {
  if (inbox.life === 'active') return shown(inbox);
  if (isFull(model, inbox.tenant)) return refuse('inbox-limit-reached');
  if (wouldLoop(model, inbox)) return refuse('auto-response-loop');
  return step(inbox, sent, { life: 'active' });
};

const remove: Rule<'delete'> = (model, inbox, sent) => {
  const { tickets } = sent.command;
  const target = model.inboxes.find(
    ({ id, tenant, life }) => id === sent.target && tenant === inbox.tenant && life === 'active',
  );
  if (inbox.open > 0 && tickets === 'undecided') return refuse('open-tickets');
  const isTransfer = typeof tickets === 'number';
  if (isTransfer && (!target || target === inbox)) return refuse('transfer-target-unavailable');
  const moved = inbox.open;
  const done = step(inbox, sent, {
    ...gone(inbox, false),
    ...{ life: 'deleted', answers: false, aliases: [], open: 0 },
  });
  if (done.code) return done;
  if (isTransfer && target && moved > 0) {
    Object.assign(target, { open: target.open + moved });
  }
  return { status: 204 };
};

const ticket = (model: Model, { inbox: id, command }: Ask<'ticket'>): Expected => {
  const inbox = model.inboxes.find((one) => one.id === id);
  if (!inbox) return { status: 409 };
  if (command.status === 'closed') return { status: 201 };
  if (inbox.life === 'deleted') return { status: 409 };
  inbox.open += 1;
  return { status: 201 };
};

const RULES = {
  'sign-in': signIn,
  ...{ rename, answer, connect, check, disconnect, archive, restore },
  ...{ 'add-alias': addAlias, 'remove-alias': removeAlias, delete: remove },
} as { [Do in Command['do']]?: Rule<Do> };

/** What the API should answer to a command, by the rules alone; the model is then as the database should be. */
export const predict = (model: Model, sent: Sent): Expected => {
  const { command, tenant } = sent;
  if (command.do === 'ticket') return ticket(model, { ...sent, command });
  if (command.by === 'stranger') return refuse('not-found');
  if (command.by === 'agent') return refuse('role-forbids');
  if (command.do === 'create') return create(model, { ...sent, command });
  const inbox = model.inboxes.find((one) => one.id === sent.inbox && one.tenant === tenant);
  if (!inbox || inbox.life === 'deleted') return refuse('not-found');
  const rule = RULES[command.do] as Rule<Command['do']>;
  return rule(model, inbox, sent);
};
