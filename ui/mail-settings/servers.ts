import type { Protocol, Security } from '../../contract/mail-server.ts';
import type { SettingsCandidate } from '../../contract/mail-settings.ts';
import { type ConnectionForm, emptyForm } from '../connection/form.ts';

type Server = { host: string; port: string; security: Security; username: string };

/** Both servers as their forms hold them: all that a search can know, so no passwords. */
export type Servers = { imap: Server; smtp: Server & { sameCredentials: boolean } };

const serverOf = ({ host, port, security, username }: Server): Server => ({
  host,
  port,
  security,
  username,
});

export const serversIn = ({ imap, smtp }: ConnectionForm): Servers => ({
  imap: serverOf(imap),
  smtp: { ...serverOf(smtp), sameCredentials: smtp.sameCredentials },
});

/** What a form holds before anybody has typed. */
export const noServers = (address: string): Servers => serversIn(emptyForm(address));

export const serversOf = ({ imap, smtp }: SettingsCandidate): Servers => ({
  imap: { ...serverOf({ ...imap, port: String(imap.port) }) },
  smtp: {
    ...serverOf({ ...smtp, port: String(smtp.port) }),
    sameCredentials: imap.username === smtp.username,
  },
});

const placeOf = (server: Server) =>
  [server.host.trim().toLowerCase(), server.port.trim(), server.security].join(' ');

/** Whether both lead to the same servers in the same way, whoever signs in there. */
export const hasSamePlaces = (one: Servers, other: Servers): boolean =>
  (['imap', 'smtp'] satisfies Protocol[]).every(
    (protocol) => placeOf(one[protocol]) === placeOf(other[protocol]),
  );

export const isEmpty = ({ imap, smtp }: Servers): boolean =>
  imap.host.trim() === '' && smtp.host.trim() === '';

/** Which of the candidates stands in the form. */
export const chosenAmong = (
  form: ConnectionForm,
  candidates: readonly SettingsCandidate[],
): SettingsCandidate | undefined =>
  candidates.find((candidate) => hasSamePlaces(serversIn(form), serversOf(candidate)));
