type Server = {
  hostname?: string;
  port?: number | string;
  socketType?: string;
  authentication?: readonly string[];
  username?: string;
};

const server = (tag: string, type: string, defaults: Required<Server>, wishes: Server): string => {
  const { hostname, port, socketType, authentication, username } = { ...defaults, ...wishes };
  return `<${tag} type="${type}">
    <hostname>${hostname}</hostname><port>${port}</port><socketType>${socketType}</socketType>
    ${authentication.map((each) => `<authentication>${each}</authentication>`).join('')}
    <username>${username}</username>
  </${tag}>`;
};

const PASSWORD = { authentication: ['password-cleartext'], username: '%EMAILADDRESS%' };

export const imapServer = (wishes: Server = {}): string =>
  server(
    'incomingServer',
    'imap',
    { hostname: 'imap.example.com', port: 993, socketType: 'SSL', ...PASSWORD },
    wishes,
  );

export const smtpServer = (wishes: Server = {}): string =>
  server(
    'outgoingServer',
    'smtp',
    { hostname: 'smtp.example.com', port: 465, socketType: 'SSL', ...PASSWORD },
    wishes,
  );

/** A document in Mozilla's format with these servers. */
export const autoconfigXml = (servers: string = imapServer() + smtpServer()): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1"><emailProvider id="example.com">
  <domain>example.com</domain><displayName>Example &amp; Sons</displayName>
  <incomingServer type="pop3"><hostname>pop.example.com</hostname><port>995</port></incomingServer>
  ${servers}
</emailProvider><webMail><loginPage url="https://example.com/"/></webMail></clientConfig>`;
