import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingRealServers } from './missing.ts';
import { type RealServers, startRealServers } from './start.ts';
import { imapOver, smtpOver } from './testing.ts';

const missing = missingRealServers();

describe.skipIf(missing !== null && process.env.CI !== 'true')('access tokens', () => {
  let servers: RealServers;
  beforeAll(async () => {
    servers = await startRealServers();
  });
  afterAll(() => servers?.stop());

  const verdicts = async (user: string, accessToken: string): Promise<[string, string]> => {
    const { host, imaps, submissions } = servers.oauth;
    const imap = imapOver({ host, port: imaps, ca: servers.ca }, { user, accessToken });
    const smtp = smtpOver({ host, port: submissions, ca: servers.ca }, { user, accessToken });
    const refused = (error: { serverResponseCode?: string; responseCode?: number }) =>
      String(error.serverResponseCode ?? error.responseCode);
    return [
      await imap.connect().then(async () => {
        await imap.logout();
        return 'in';
      }, refused),
      await smtp.verify().then(() => 'in', refused),
    ];
  };

  it('open the account they are of, and no other', async () => {
    const { account, accessToken } = servers.oauth;
    const other = servers.accounts[1]?.address ?? '';
    const refused = ['AUTHENTICATIONFAILED', '535'];
    expect(await verdicts(account.address, accessToken)).toEqual(['in', 'in']);
    expect(await verdicts(other, accessToken)).toEqual(refused);
    expect(await verdicts(account.address, `${accessToken}x`)).toEqual(refused);
  });
});
