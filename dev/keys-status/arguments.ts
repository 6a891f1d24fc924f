import { parseArgs } from 'node:util';

const options = {
  url: { type: 'string' },
  watch: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Thrown where nobody could be asked; its message says why. */
export class UnavailableError extends Error {
  override name = 'UnavailableError';
}

/** What the command is asked for; without `url` it is the stand of this machine. */
export type Arguments = { url: string | null; watch: boolean; json: boolean };

const valuesOf = (args: string[]) => {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UnavailableError(`${words}\n\n"npm run keys:status -- --help" lists the options.`);
  }
};

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

// The token goes along: over a line that others can read only within this machine.
const checked = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:') return url.origin;
  if (url?.protocol === 'http:' && LOOPBACK.test(url.hostname)) return url.origin;
  throw new UnavailableError('--url takes an address like https://mail.example.com.');
};

/** Reads the command line. Throws {@link UnavailableError}. */
export const readArguments = (args: string[]): Arguments => {
  const { url, watch, json } = valuesOf(args);
  return { url: url === undefined ? null : checked(url), watch, json };
};
