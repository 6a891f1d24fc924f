import { z } from 'zod';
import { optionalLine, paragraphs } from './text.ts';

/** What an auto-response may say of the ticket it answers. */
export const autoResponseVariables = [
  'ticket.number',
  'ticket.subject',
  'customer.name',
  'customer.email',
  'inbox.name',
  'inbox.address',
] as const;
export type AutoResponseVariable = (typeof autoResponseVariables)[number];

export const MAX_SUBJECT = 200;
export const MAX_BODY = 10_000;

const known: ReadonlySet<string> = new Set(autoResponseVariables);
const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

const isKnown = (name: string): name is AutoResponseVariable => known.has(name);

/** The names between `{{` and `}}` that are no variables, each once. */
export const unknownVariables = (template: string): string[] => {
  const names = [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name.trim());
  return [...new Set(names.filter((name) => !isKnown(name)))];
};

/** A template with its variables filled in. What is no variable stays as it is written. */
export const fillIn = (template: string, values: Record<AutoResponseVariable, string>): string =>
  template.replaceAll(PLACEHOLDER, (written, name: string) => {
    const variable = name.trim();
    return isKnown(variable) ? values[variable] : written;
  });

const listed = autoResponseVariables.map((name) => `{{${name}}}`).join(', ');

const unknownSaid = (template: string): string => {
  const [first = '', ...others] = unknownVariables(template).map((name) => `{{${name}}}`);
  const names = [first, ...others].join(', ');
  return `${names} ${others.length > 0 ? 'are no variables' : 'is no variable'}. There are ${listed}.`;
};

const isClosed = (template: string): boolean =>
  !/\{\{|\}\}/.test(template.replaceAll(PLACEHOLDER, ''));

const template = <Schema extends z.ZodType<string>>(schema: Schema) =>
  schema
    .refine((text) => unknownVariables(text).length === 0, {
      error: ({ input }) => unknownSaid(String(input)),
    })
    .refine(isClosed, { error: 'A variable is written {{name}}, with two braces on each side.' });

/** An auto-response as it is stored. */
export const autoResponse = z.object({
  enabled: z.boolean(),
  subject: z.string(),
  body: z.string(),
});
export type AutoResponse = z.infer<typeof autoResponse>;

const requiredToEnable = (text: string) => text.trim() !== '';

/** An auto-response as an admin writes it: plain text with variables. Only one that is off may be blank. */
export const autoResponseInput = z
  .object({
    enabled: z.boolean({ error: 'Say whether the auto-response is on.' }),
    subject: template(optionalLine(MAX_SUBJECT, 'a subject')),
    body: template(paragraphs('a text', MAX_BODY)),
  })
  .refine(({ enabled, subject }) => !enabled || requiredToEnable(subject), {
    error: 'Enter a subject.',
    path: ['subject'],
  })
  .refine(({ enabled, body }) => !enabled || requiredToEnable(body), {
    error: 'Enter a text.',
    path: ['body'],
  });
