import type { SecureContext } from 'node:tls';
import type { Account, MailStore } from '../store.ts';
import type { Arguments } from './arguments.ts';
import { No } from './response.ts';
import type { View } from './view.ts';
import type { Wire } from './wire.ts';

export interface ImapSettings {
  store: MailStore;
  secureContext: SecureContext;
  /** TLS from the first byte (RFC 8314) instead of STARTTLS. */
  implicitTls: boolean;
  /** Refuses logins in the clear. */
  requireTls: boolean;
}

/** What a connection knows of its client. */
export interface Session {
  readonly settings: ImapSettings;
  readonly wire: Wire;
  account?: Account | undefined;
  view?: View | undefined;
  isOver: boolean;
}

/** From which point on a command is allowed (RFC 3501 §3). */
export type Stage = 'any' | 'stranger' | 'account' | 'view';

export interface Call {
  session: Session;
  args: Arguments;
  tag: string;
  /** `UID FETCH` and its like: numbers are UIDs. */
  byUid: boolean;
}

/** One command. What `run` returns follows the tagged OK; nothing means that it has answered itself. */
export interface Command {
  stage: Stage;
  run(call: Call): string | undefined | Promise<string | undefined>;
  /** Sequence numbers must hold still while this command runs (RFC 3501 §7.4.1). */
  keepsNumbers?: boolean;
}

export function accountOf({ account }: Session): Account {
  if (!account) throw new No('Log in first');
  return account;
}

export function viewOf({ view }: Session): View {
  if (!view) throw new No('Select a mailbox first');
  return view;
}

/** The view, for a command that changes the mailbox. */
export function writableViewOf(session: Session): View {
  const view = viewOf(session);
  if (view.isReadOnly) throw new No('The mailbox was opened with EXAMINE', 'NOPERM');
  return view;
}
