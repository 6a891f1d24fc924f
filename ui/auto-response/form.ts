import {
  type AutoResponse,
  type AutoResponseVariable,
  autoResponseInput,
  fillIn,
} from '../../contract/auto-response.ts';
import type { Inbox } from '../../contract/inbox.ts';
import { type Errors, errorsFromProblem } from '../forms/errors.ts';
import { parseForm } from '../forms/parse.ts';
import type { FormKind } from '../inbox/inbox-form.ts';
import { codeOf, ProblemError } from '../problem-error.ts';

const PARENT = 'autoResponse.';

const fieldErrors = (error: unknown): Errors =>
  Object.fromEntries(
    Object.entries(errorsFromProblem(error)).map(([field, text]) => [
      field.startsWith(PARENT) ? field.slice(PARENT.length) : field,
      text,
    ]),
  );

/** Why switching it on would make inboxes answer one another; `undefined` for any other refusal. */
export const loopOf = (error: unknown): string | undefined =>
  error instanceof ProblemError && codeOf(error) === 'auto-response-loop'
    ? (error.problem.detail ?? fieldErrors(error).enabled ?? error.problem.title)
    : undefined;

/** The auto-response, which is stored as a whole. */
export const autoResponseForm: FormKind<AutoResponse> = {
  formOf: ({ autoResponse: { enabled, subject, body } }) => ({ enabled, subject, body }),
  parse: ({ form }) => {
    const parsed = parseForm(autoResponseInput, form);
    return parsed.ok ? { ok: true, value: { autoResponse: parsed.value } } : parsed;
  },
  errorsOf: fieldErrors,
};

export const isBlank = ({ subject, body }: AutoResponse) =>
  subject.trim() === '' && body.trim() === '';

/** A text to start from. */
export const example: Pick<AutoResponse, 'subject' | 'body'> = {
  subject: 'We got your message [#{{ticket.number}}]',
  body: `Hello {{customer.name}},

thank you for writing to {{inbox.name}}. Your message “{{ticket.subject}}” has arrived, and we will answer it as soon as we can.

If you want to add something, just reply to this email.

{{inbox.name}}
{{inbox.address}}`,
};

/** Somebody who might write, for the preview. */
export const sampleCustomer = { name: 'Mia Svensson', email: 'mia.svensson@example.com' };

type Sender = Pick<Inbox, 'name' | 'displayName' | 'emailAddress'>;

export const senderName = ({ name, displayName }: Sender) => displayName || name;

/** Believable values for every variable: the inbox’s own, and those of somebody who might write. */
export const samplesFor = (inbox: Sender): Record<AutoResponseVariable, string> => ({
  'ticket.number': '1042',
  'ticket.subject': 'Where is my order?',
  'customer.name': sampleCustomer.name,
  'customer.email': sampleCustomer.email,
  'inbox.name': senderName(inbox),
  'inbox.address': inbox.emailAddress,
});

/** What a customer would get. */
export const preview = ({ subject, body }: AutoResponse, inbox: Sender) => {
  const samples = samplesFor(inbox);
  return { subject: fillIn(subject, samples), body: fillIn(body, samples) };
};
