import { expect, test } from 'vitest';
import { autoResponseInput, autoResponseVariables } from '../../contract/auto-response.ts';
import { open } from '../inbox/draft.ts';
import { ProblemError } from '../problem-error.ts';
import { autoResponseForm, example, isBlank, loopOf, preview, samplesFor } from './form.ts';

const inbox = { name: 'Support', displayName: 'Acme', emailAddress: 'support@acme.test' };

const refusal = (detail?: string) =>
  new ProblemError({
    type: 'about:blank',
    title: 'Inboxes of this workspace would answer one another',
    status: 409,
    code: 'auto-response-loop',
    requestId: 'r1',
    ...(detail && { detail }),
    errors: [{ pointer: '#/autoResponse/enabled', detail: 'Short.' }],
  });

test('the example could be stored and switched on as it is', () => {
  expect(autoResponseInput.safeParse({ ...example, enabled: true }).success).toBe(true);
});

test('the preview fills in every variable and keeps the breaks between lines', () => {
  const body = autoResponseVariables.map((name) => `{{${name}}}`).join('\n');
  const filled = preview({ enabled: true, subject: '{{ ticket.number }}', body }, inbox);
  expect(filled.subject).toBe('1042');
  expect(filled.body.split('\n')).toEqual(Object.values(samplesFor(inbox)));
});

test('the inbox goes by its display name, else by its name', () => {
  expect(samplesFor(inbox)['inbox.name']).toBe('Acme');
  expect(samplesFor({ ...inbox, displayName: null })['inbox.name']).toBe('Support');
});

test('a value that looks like a variable is not filled in again', () => {
  const hostile = { ...inbox, displayName: '{{customer.email}}' };
  expect(preview({ enabled: true, subject: '{{inbox.name}}', body: '' }, hostile).subject).toBe(
    '{{customer.email}}',
  );
});

test('an unknown variable is refused by its name, at its field', () => {
  const form = { enabled: false, subject: '', body: 'Hi {{customer.nam}}' };
  const parsed = autoResponseForm.parse(open(form, 1));
  expect(parsed.ok ? {} : parsed.errors).toEqual({
    body: expect.stringContaining('{{customer.nam}} is no variable'),
  });
});

test('a loop is told with the reason that the server gives', () => {
  expect(loopOf(refusal('Sales answers it.'))).toBe('Sales answers it.');
  expect(loopOf(refusal())).toBe('Short.');
  expect(loopOf(new Error('else'))).toBeUndefined();
});

test('what the server says of a field stands at the form’s own field', () => {
  expect(autoResponseForm.errorsOf(refusal('x'))).toEqual({ enabled: 'Short.' });
});

test('white space alone is blank', () => {
  expect(isBlank({ enabled: false, subject: ' ', body: '\n' })).toBe(true);
});
