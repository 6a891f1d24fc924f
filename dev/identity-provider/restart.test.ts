import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect, refresh, start } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-provider-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('with a state file, refresh tokens outlive a restart, and what was revoked stays so', async () => {
  const stateFile = join(folder, 'grants.json');
  const before = await start({ stateFile });
  const google = await connect(before, 'google');
  const microsoft = await connect(before, 'microsoft');
  const revoked = await connect(before, 'google', {}, { account: 'jane@acme.test' });
  const body = new URLSearchParams({ token: revoked.refreshToken() });
  await fetch(before.endpoints.google.revocation, { method: 'POST', body });
  const changed = await connect(before, 'microsoft', {}, { account: 'jane@contoso.test' });
  await fetch(`${before.url}/accounts/jane@contoso.test/revoke-grants`, { method: 'POST' });
  await before.stop();
  expect((await stat(stateFile)).mode & 0o777).toBe(0o600);

  const after = await start({ stateFile });
  await refresh(after, 'google', google.refreshToken());
  await refresh(after, 'microsoft', microsoft.refreshToken());
  const refused = { code: 'invalid_grant' };
  await expect(refresh(after, 'google', revoked.refreshToken())).rejects.toMatchObject(refused);
  await expect(refresh(after, 'microsoft', changed.refreshToken())).rejects.toMatchObject(refused);
  await after.stop();
});

test('without one, and with one that is no such thing, all begins anew', async () => {
  const stateFile = join(folder, 'damaged.json');
  await writeFile(stateFile, '{"grants":');
  const provider = await start({ stateFile });
  const tokens = await connect(provider, 'google');
  await provider.stop();
  const another = await start();
  await expect(refresh(another, 'google', tokens.refreshToken())).rejects.toMatchObject({
    code: 'invalid_grant',
  });
  await another.stop();
});
