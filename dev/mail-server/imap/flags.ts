import type { Arguments } from './arguments.ts';
import { Bad, list } from './response.ts';

/** \Recent is missing on purpose: RFC 9051 dropped it, and RFC 3501 lets a server never set it. */
export const SYSTEM_FLAGS = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft'];

const KEYWORD = /^[^\\(){%*"\]\s\p{Cc}]{1,64}$/u;

/** Reads `(\Seen $Label)` or, as STORE allows, `\Seen`. */
export function parseFlags(args: Arguments): string[] {
  const flags = args.isEmpty ? [] : args.listOrOne().rest((rest) => canonicalFlag(rest.text()));
  return [...new Set(flags)];
}

/** The spelling under which a flag is stored: flags are case-insensitive. */
export function canonicalFlag(flag: string): string {
  const system = SYSTEM_FLAGS.find((name) => name.toLowerCase() === flag.toLowerCase());
  if (system) return system;
  if (!KEYWORD.test(flag)) throw new Bad('Unknown flag');
  return flag.toLowerCase();
}

export function flagList(flags: Iterable<string>): Buffer {
  return list([...flags]);
}
