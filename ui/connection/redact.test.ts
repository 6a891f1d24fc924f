import { expect, test } from 'vitest';
import { redactor } from './redact.ts';

test.each([
  [['a@b.example'], 'a@b.example', '(left out)'],
  [['a@b.example'], 'A@B.EXAMPLE and a@xn--b.example!', '(left out) and (left out)'],
  [['a@b.example'], 'a server at b.example', 'a server at b.example'],
  [
    ['sales@b.example'],
    'user sales, Sales; (sales).',
    'user (left out), (left out); ((left out)).',
  ],
  [['sales@b.example'], 'presales sales.b.example sales-eu', 'presales sales.b.example sales-eu'],
  [['acme'], 'acme acme.example mail.acme.example', '(left out) acme.example mail.acme.example'],
  [['c++(x'], 'user c++(x here', 'user (left out) here'],
  [['jürgen'], 'JÜRGEN', '(left out)'],
  [['', ' '], 'nothing to do', 'nothing to do'],
  [['ab@b.example', 'cab@b.example'], 'cab@b.example', '(left out)'],
])('%j in %j', (identities, text, clean) => {
  expect(redactor(identities)(text)).toBe(clean);
});
