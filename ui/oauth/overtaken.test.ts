import { expect, test } from 'vitest';
import { isOvertaken } from './overtaken.ts';

const at = '2026-01-01T10:00:00Z';
const earlier = '2026-01-01T09:00:00Z';
const later = '2026-01-01T10:05:00Z';

test.each([
  ['connected', 'connected', at, false],
  ['connected', 'error', null, true],
  ['connected', 'disconnected', null, true],
  ['cancelled', 'error', null, false],
  ['wrong-account', 'connected', earlier, false],
  ['address-differs', 'connected', later, true],
] as const)(
  'a sign-in that ended as %s, with the inbox %s since %s, is overtaken: %s',
  (outcome, status, connectedAt, is) => {
    expect(isOvertaken({ outcome, at }, { status, connectedAt })).toBe(is);
  },
);
