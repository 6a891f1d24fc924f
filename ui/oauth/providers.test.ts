import { expect, test } from 'vitest';
import { providerStateOf } from './providers.ts';

const trouble = { reason: 'invalid_client', since: '2026-01-01T00:00:00.000Z' };

test('a provider is as this deployment says', () => {
  const google = { provider: 'google', configured: false, trouble: null } as const;
  const microsoft = { provider: 'microsoft', configured: true, trouble } as const;
  const known = { kind: 'known', states: [google, microsoft] } as const;
  expect(providerStateOf(known, 'google')).toEqual(google);
  expect(providerStateOf(known, 'microsoft')).toEqual(microsoft);
});

test.each(['loading', 'unknown'] as const)('nobody is kept from trying while it is %s', (kind) => {
  expect(providerStateOf({ kind }, 'google')).toMatchObject({ configured: true, trouble: null });
});
