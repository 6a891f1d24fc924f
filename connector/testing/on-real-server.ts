import type { ServerToTest } from '../../contract/connector.ts';
import type { Protocol, Security } from '../../contract/mail-server.ts';
import type { Account } from '../../dev/real-servers/accounts.ts';
import { verdict } from './both-protocols.ts';
import { testServers } from './rig.ts';

/** One port of a real server, spoken to in one way. */
export type Door = { protocol: Protocol; host: string; port: number; security: Security };

/** A user name with a password or an access token. */
export type Login = Pick<ServerToTest, 'username' | 'password' | 'accessToken'>;

/** The login of an account by its password. */
export const byPassword = ({ address, password }: Account): Login => ({
  username: address,
  password,
});

/** Tests one protocol there; the sender is the user unless told. Gives "stage: code", or "ok". */
export const verdictAt = async (
  { protocol, ...place }: Door,
  login: Login,
  wishes: { authority: string; sender?: string },
): Promise<string> => {
  const server = { ...place, ...login };
  const sender = wishes.sender ?? login.username;
  const { authority } = wishes;
  const { result } = await testServers(
    protocol === 'imap' ? { imap: server } : { smtp: { ...server, sender } },
    { authority },
  );
  const tested = result[protocol];
  if (!tested) throw new Error('The protocol was not tested.');
  return verdict(tested.failure);
};
