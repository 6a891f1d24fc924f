import type { Protocol } from '../../contract/mail-server.ts';
import { chooseSecurity, type Editor, shareCredentials, typeInto } from '../connection/model.ts';
import { hasSamePlaces, type Servers, serversIn } from './servers.ts';

const write = (
  editor: Editor,
  protocol: Protocol,
  field: 'host' | 'port' | 'username',
  value: string,
): Editor =>
  editor.form[protocol][field] === value ? editor : typeInto(editor, protocol, field, value);

const fillServer = (editor: Editor, protocol: Protocol, servers: Servers): Editor => {
  const { host, port, security, username } = servers[protocol];
  const placed = write(editor, protocol, 'host', host);
  const secured =
    placed.form[protocol].security === security
      ? placed
      : chooseSecurity(placed, protocol, security);
  // After the security, which brings a port of its own.
  return write(write(secured, protocol, 'port', port), protocol, 'username', username);
};

/** Writes servers into a form as a person would, so that marks and errors follow; passwords stay. */
export const fill = (editor: Editor, servers: Servers): Editor => {
  const { sameCredentials } = servers.smtp;
  const shared =
    editor.form.smtp.sameCredentials === sameCredentials
      ? editor
      : shareCredentials(editor, sameCredentials);
  return fillServer(fillServer(shared, 'imap', servers), 'smtp', servers);
};

type Offer = { editor: Editor; offered: Servers };

/**
 * Writes `next` where still stands what was last `offered`; what a person has typed stays. Servers are
 * offered as a pair: whoever has typed one of them chooses for themselves.
 */
export const offer = (editor: Editor, offered: Servers, next: Servers): Offer => {
  const typed = serversIn(editor.form);
  const isOurs = hasSamePlaces(typed, offered);
  const merge = (protocol: Protocol) => {
    const isNamed = typed[protocol].username !== offered[protocol].username;
    return {
      ...(isOurs ? next[protocol] : typed[protocol]),
      username: (isNamed ? typed : next)[protocol].username,
    };
  };
  const isShareOurs = typed.smtp.sameCredentials === offered.smtp.sameCredentials;
  const { sameCredentials } = (isOurs && isShareOurs ? next : typed).smtp;
  const filled = fill(editor, { imap: merge('imap'), smtp: { ...merge('smtp'), sameCredentials } });
  // Nothing to write, or a form that is being tested, which can't be written to.
  if (filled === editor) return { editor, offered };
  const places = isOurs ? next : offered;
  return {
    editor: filled,
    offered: {
      imap: { ...places.imap, username: next.imap.username },
      smtp: { ...places.smtp, username: next.smtp.username },
    },
  };
};
