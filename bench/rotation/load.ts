import { send } from '../api/client.ts';
import { hasServers, idOf, servers, TENANTS, tenantOf } from './fill.ts';

const WHILE_AWAY_MS = 50;
const EVERY_WRITE = 5;

export const kinds = ['get', 'list', 'rename', 'connect'] as const;
export type Kind = (typeof kinds)[number];

/** What clients did and what came of it. Times are in ms, of requests that were answered. */
export type Load = {
  times: Record<Kind, number[]>;
  /** Requests that were cut off by a kill: nobody knows whether they were done. */
  cutOff: number;
  /** Answers that were no success. There should be none. */
  refused: string[];
  /** For an inbox, the passwords that it may have: the last one confirmed, and later ones cut off. */
  passwords: Map<number, string[]>;
};

export const newLoad = (): Load => ({
  times: { get: [], list: [], rename: [], connect: [] },
  ...{ cutOff: 0, refused: [], passwords: new Map() },
});

type Target = { url: () => URL | null; inboxes: number; stopped: () => boolean };

const requestFor = (kind: Kind, number: number, password: string) => {
  const org = `/api/orgs/${tenantOf(number)}/inboxes`;
  const path = `${org}/${idOf(number)}`;
  switch (kind) {
    case 'get':
      return { method: 'GET', path };
    case 'list':
      return { method: 'GET', path: org };
    case 'rename':
      return { method: 'PATCH', path, body: { name: password } };
    default:
      return { method: 'PUT', path: `${path}/connection?verify=false`, body: servers(password) };
  }
};

const kindOf = (turn: number, number: number): Kind => {
  if (turn % EVERY_WRITE === 0) return hasServers(number) ? 'connect' : 'rename';
  return turn % EVERY_WRITE === 1 ? 'list' : 'get';
};

const pause = (ms: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

const note = (load: Load, number: number, password: string, isSure: boolean): void => {
  const before = isSure ? [] : (load.passwords.get(number) ?? [`secret ${number}`]);
  load.passwords.set(number, [...before, password]);
};

/** One client, in a tenant of its own, until it is told to stop. */
export const client = async (load: Load, own: number, target: Target): Promise<void> => {
  const perTenant = Math.floor(target.inboxes / TENANTS);
  for (let turn = 0; !target.stopped(); turn++) {
    const url = target.url();
    if (url === null) {
      await pause(WHILE_AWAY_MS);
      continue;
    }
    // Here and there, before and behind the place that is being re-sealed.
    const number = own + TENANTS * ((turn * 7919) % perTenant);
    const kind = kindOf(turn, number);
    const password = `by ${own} in turn ${turn}`;
    const answer = await send(url, requestFor(kind, number, password)).catch(() => null);
    if (answer === null) load.cutOff += 1;
    else if (answer.status >= 300) load.refused.push(`${kind} ${answer.status} ${answer.text}`);
    else load.times[kind].push(answer.ms);
    const isWritten = answer === null || answer.status < 300;
    if (kind === 'connect' && isWritten) note(load, number, password, answer !== null);
  }
};
