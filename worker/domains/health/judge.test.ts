import { describe, expect, test } from 'vitest';
import type { InboxErrorCode } from '../../../contract/inbox.ts';
import type { StoredCheck } from '../connections/check-stored.ts';
import type { InboxRow } from '../inboxes/tables.ts';
import type { Finding } from '../inboxes/trouble.ts';
import { reachOf } from './judge.ts';

type Found = Extract<StoredCheck, { kind: 'found' }>;

const found = (finding: Finding, certificates: Found['certificates'] = []): Found => ({
  ...{ kind: 'found', finding, version: 1, certificates },
});
const unreached = (host: string, code: InboxErrorCode = 'connect-timeout', port = 993) =>
  found({ kind: 'failing', code, at: `${host}:${port}` });
const WELL = { connectedAt: new Date(), lastError: null, failingSince: null, nextCheckAt: null };
const FAILING = { ...WELL, failingSince: new Date(), nextCheckAt: new Date() };

/** Whether servers that were well before are all away at once. */
const isOurNetwork = (checks: readonly Found[], row: Partial<InboxRow> = WELL): boolean =>
  reachOf(checks.map((check) => ({ row: row as InboxRow, check }))).isSudden;

const PASSED = found({ kind: 'passed' });

const hosts = (count: number) => Array.from({ length: count }, (_, n) => `imap-${n}.acme.test`);
const FIVE = hosts(5).map((host) => unreached(host));

describe('our own network is taken to be away', () => {
  test.each([
    ['where five servers can’t be reached and no other was asked', FIVE],
    [
      'whatever the network says of each',
      [
        ...hosts(3).map((host) => unreached(host, 'name-lookup-failed')),
        unreached('imap.zeta.test', 'network-unreachable'),
        unreached('imap.omega.test'),
      ],
    ],
  ])('%s', (_name, checks) => {
    expect(isOurNetwork(checks)).toBe(true);
  });
});

describe('it is a server’s own trouble', () => {
  test.each<[string, Found[]]>([
    ['where nothing was checked', []],
    ['where only four can’t be reached', hosts(4).map((host) => unreached(host))],
    [
      'where many inboxes are at the same host, on whatever ports',
      hosts(9).map((_, port) => unreached('imap.acme.test', 'connect-timeout', 990 + port)),
    ],
    ['where another has passed', [...FIVE, PASSED]],
    [
      'where another was refused, for that one was reached',
      [...FIVE, found({ kind: 'refused', code: 'wrong-password', at: 'imap.zeta.test:993' })],
    ],
    [
      'where another has refused the connection, for that is an answer',
      [...FIVE, unreached('imap.zeta.test', 'connection-refused')],
    ],
    [
      'where another has shown its certificate before it fell silent',
      [
        ...FIVE,
        found({ kind: 'failing', code: 'connect-timeout', at: 'smtp.zeta.test:465' }, [
          { server: 'imap.zeta.test:993', validFrom: '', validTo: '', fingerprint: '' },
        ]),
      ],
    ],
  ])('%s', (_name, checks) => {
    expect(isOurNetwork(checks)).toBe(false);
  });
});

test('servers that were failing before say nothing of our network, however many they are', () => {
  expect(isOurNetwork(FIVE)).toBe(true);
  expect(isOurNetwork(FIVE, FAILING)).toBe(false);
});
