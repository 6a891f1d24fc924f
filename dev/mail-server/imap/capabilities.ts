import type { Session } from './session.ts';

const ALWAYS = ['IMAP4rev1', 'LITERAL+', 'ID', 'ENABLE'];
const WITH_ACCOUNT = ['NAMESPACE', 'SPECIAL-USE', 'UIDPLUS', 'MOVE', 'IDLE', 'UNSELECT'];

/** `CAPABILITY …`: what the session may do right now. */
export function capabilities({ settings, wire, account }: Session): string {
  if (account) return ['CAPABILITY', ...ALWAYS, ...WITH_ACCOUNT].join(' ');
  const startTls = wire.isSecure ? [] : ['STARTTLS'];
  const logIn =
    wire.isSecure || !settings.requireTls ? ['SASL-IR', 'AUTH=PLAIN'] : ['LOGINDISABLED'];
  return ['CAPABILITY', ...ALWAYS, ...startTls, ...logIn].join(' ');
}
