import { writeFile } from 'node:fs/promises';
import { oauthAddress } from './addresses.ts';
import type { Certificates } from './certificates.ts';
import type { Layout } from './layout.ts';
import type { MailPorts } from './ports.ts';
import { writeDovecot } from './write-dovecot.ts';

/** The name of the socket by which Postfix asks about access tokens. */
export const TOKENS_SOCKET = 'tokens';

/**
 * Writes the config of a Dovecot of its own that takes access tokens alone, as Dovecot offers the
 * same mechanisms on all its addresses; answers the command that runs it in the foreground.
 */
export const prepareDovecotForTokens = async (
  layout: Layout,
  ports: MailPorts,
  certificates: Certificates,
  introspectionUrl: string,
): Promise<string[]> => {
  const oauth = `${layout.folder}/oauth.conf`;
  await writeFile(oauth, oauthConfig(introspectionUrl));
  return await writeDovecot(layout, {
    home: layout.tokens,
    addresses: [oauthAddress],
    ports,
    chain: certificates.good,
    mechanisms: 'xoauth2 oauthbearer',
    passwords: `  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${oauth}`,
    postfixSocket: TOKENS_SOCKET,
  });
};

const oauthConfig = (introspectionUrl: string): string => `introspection_mode = auth
introspection_url = ${introspectionUrl}
username_attribute = email
active_attribute = active
active_value = true
`;
