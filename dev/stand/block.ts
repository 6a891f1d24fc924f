import type { Demo } from './demo.ts';
import { identityProviderUrl } from './identity-provider.ts';
import { demoMailbox } from './stand-file.ts';

const CLEAR_PORTS = 'STARTTLS or none';

/** What a newcomer needs to know of a running stand, on one screen. */
export const block = (url: string, demo: Demo): string => {
  const { emailAddress, imap, smtp } = demoMailbox(demo);
  const { mailPorts, password } = demo;
  return `
  Letterbox is running at   ${url}

  Sign in      owner@acme.test (also admin@, agent@, viewer@; and the same @globex.test):
               both start empty
               owner@initech.test (also admin@, agent@, viewer@): in full swing, at its inbox limit
  Password     ${password}
  Operator     ${url}/operator   token: OPERATOR_TOKEN in .dev.vars

  A mailbox to connect
    Address    ${emailAddress}
    IMAP       ${imap.host}  port ${imap.port} with TLS  (port ${mailPorts.imap}: ${CLEAR_PORTS})
    SMTP       ${smtp.host}  port ${smtp.port} with TLS  (port ${mailPorts.smtp}: ${CLEAR_PORTS})
    Username   ${imap.username}
    Password   ${imap.password}

  Or connect with the local Google (support@acme.test) or Microsoft (support@contoso.test): no account
  is needed. Who is there, and what can be made to go wrong: ${identityProviderUrl(demo)}

  Inboxes are checked in the background.
  Mails that Letterbox sends (sign-in links, invitations, alerts) are printed below.
  Stop with Ctrl-C. State stays in .stand/; "npm start -- --fresh" starts over.
`;
};
