import { isDirty, type KeptDraft, type Values } from './draft.ts';

/** What is kept of a form while something in it is unsaved; `null` while there is nothing. */
export const keptOf = <Form extends Values>({
  form,
  base,
  version,
}: KeptDraft<Form>): string | null =>
  isDirty({ form, base }) ? JSON.stringify({ form, base, version }) : null;

/** The fields that `like` has, and only of the same types; `null` where one is missing. */
export const valuesLike = <Form extends Values>(value: unknown, like: Form): Form | null => {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  const fields = Object.keys(like);
  if (!fields.every((field) => typeof given[field] === typeof like[field])) return null;
  return Object.fromEntries(fields.map((field) => [field, given[field]])) as Form;
};

/** Reads it back; whatever an older release or another hand has written there can't break the screen. */
export const readKept = <Form extends Values>(
  text: string | null,
  like: Form,
): KeptDraft<Form> | null => {
  try {
    const parsed = JSON.parse(text ?? 'null') as Partial<Record<string, unknown>> | null;
    const form = valuesLike(parsed?.form, like);
    const base = valuesLike(parsed?.base, like);
    const version = parsed?.version;
    if (form === null || base === null || !Number.isInteger(version)) return null;
    return { form, base, version: version as number };
  } catch {
    return null;
  }
};
