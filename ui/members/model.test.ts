import { expect, test } from 'vitest';
import * as model from './model.ts';

const invitation = (id: string, email: string) => ({
  id,
  email,
  role: 'agent' as const,
  expiresAt: '2026-01-01T00:00:00Z',
});
const shown: model.Members = {
  kind: 'shown',
  list: { members: [], invitations: [invitation('1', 'a@b.example')] },
};

test('revoking has to be confirmed first', () => {
  expect(model.startRevoking(shown)).toBe(shown);
  const asked = model.confirmRevoking(shown, invitation('1', 'a@b.example'));
  expect(model.startRevoking(asked).kind).toBe('revoking');
});

test('a revoked invitation is gone', () => {
  expect(model.revoked(shown, '1')).toMatchObject({ list: { invitations: [] } });
});

test('a second invitation to an address takes the first one’s place', () => {
  expect(model.invited(shown, invitation('2', 'A@b.example'))).toMatchObject({
    list: { invitations: [{ id: '2' }] },
  });
});

test('only an owner makes owners', () => {
  expect(model.rolesToGive('admin')).not.toContain('owner');
  expect(model.rolesToGive('owner')).toContain('owner');
});
