import { expect, test } from 'vitest';
import { wayToAccept } from './model.ts';

const invitation = {
  organization: { slug: 'a', name: 'A' },
  email: 'Ada@b.example',
  role: 'agent' as const,
  hasAccount: false,
};
const me = (email: string) => ({ user: { id: '1', email, name: '' }, organizations: [] });

test('a person without an account makes one', () => {
  expect(wayToAccept(invitation, null)).toBe('make-account');
});

test('a person with an account signs in first', () => {
  expect(wayToAccept({ ...invitation, hasAccount: true }, null)).toBe('sign-in');
});

test('the invited person joins', () => {
  expect(wayToAccept(invitation, me('ada@B.example'))).toBe('join');
});

test('another account can’t take the invitation', () => {
  expect(wayToAccept(invitation, me('eve@b.example'))).toBe('wrong-account');
});
