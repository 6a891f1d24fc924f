import { z } from 'zod';

const entry = z.object({
  level: z.string(),
  event: z.string(),
  to: z.string().optional(),
  subject: z.string().optional(),
  text: z.string().optional(),
});

// With several Workers wrangler puts the one's name before its lines.
const asEntry = (line: string) => {
  const json = line.replace(/^\[[\w-]+\] /, '');
  if (!json.startsWith('{')) return undefined;
  try {
    return entry.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
};

/**
 * What a line of the Workers' output is worth to the person at the terminal: a printed mail and an
 * error are shown, the rest is in the log. `null` for what is not.
 */
export const worthShowing = (line: string): string | null => {
  const found = asEntry(line);
  if (found?.event === 'mail') {
    const text = found.text?.replace(/^/gm, '    ');
    return `\n  Mail to ${found.to}: ${found.subject}\n\n${text}\n`;
  }
  return found?.level === 'error' ? `  ${line}` : null;
};
