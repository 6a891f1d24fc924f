import { append } from './append.ts';
import { capabilities } from './capabilities.ts';
import { fetch } from './fetch.ts';
import { idle } from './idle.ts';
import { list, lsub } from './list-mailboxes.ts';
import { authenticate, login, starttls } from './log-in.ts';
import { examine, fixed, namespace, select, status, unselect } from './mailboxes.ts';
import { close, copy, expunge, move } from './remove.ts';
import { search } from './search.ts';
import type { Command } from './session.ts';
import { store } from './store-flags.ts';

const capability: Command = {
  stage: 'any',
  run({ session }) {
    session.wire.send(`* ${capabilities(session)}`);
    return 'Done';
  },
};

/** RFC 2971. What the client says of itself is not kept. */
const id: Command = {
  stage: 'any',
  run({ session }) {
    session.wire.send('* ID ("name" "Letterbox demo mail server")');
    return 'Done';
  },
};

const logout: Command = {
  stage: 'any',
  run({ session }) {
    session.wire.send('* BYE See you');
    session.isOver = true;
    return 'Done';
  },
};

/** RFC 5161: nothing here can be enabled, and unknown names are ignored. */
const enable: Command = {
  stage: 'account',
  run({ session }) {
    session.wire.send('* ENABLED');
    return 'Done';
  },
};

/** Its use is the news that follow every command. */
const noop: Command = { stage: 'any', run: () => 'Done' };
const check: Command = { stage: 'view', run: () => 'Done' };
const subscribe: Command = { stage: 'account', run: () => 'Everything is subscribed to' };

/** Every command by its name in upper case. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    APPEND: append,
    AUTHENTICATE: authenticate,
    CAPABILITY: capability,
    CHECK: check,
    CLOSE: close,
    COPY: copy,
    CREATE: fixed,
    DELETE: fixed,
    ENABLE: enable,
    EXAMINE: examine,
    EXPUNGE: expunge,
    FETCH: fetch,
    ID: id,
    IDLE: idle,
    LIST: list,
    LOGIN: login,
    LOGOUT: logout,
    LSUB: lsub,
    MOVE: move,
    NAMESPACE: namespace,
    NOOP: noop,
    RENAME: fixed,
    SEARCH: search,
    SELECT: select,
    STARTTLS: starttls,
    STATUS: status,
    STORE: store,
    SUBSCRIBE: subscribe,
    UNSELECT: unselect,
    UNSUBSCRIBE: subscribe,
  }),
);

/** Those that `UID` may stand before. */
export const UID_COMMANDS: ReadonlySet<string> = new Set([
  'COPY',
  'EXPUNGE',
  'FETCH',
  'MOVE',
  'SEARCH',
  'STORE',
]);
