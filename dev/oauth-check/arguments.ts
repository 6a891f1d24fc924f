import { parseArgs } from 'node:util';
import type { ProviderName } from '../../worker/platform/oauth/provider.ts';

const PROVIDERS = ['google', 'microsoft'] as const satisfies ProviderName[];

const options = {
  provider: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Thrown for arguments that make no sense; its message says which. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const valuesOf = (args: string[]) => {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

/** Reads the command line. Throws {@link UsageError}. */
export const readArguments = (args: string[]): { providers: ProviderName[]; json: boolean } => {
  const { provider, json } = valuesOf(args);
  const providers = PROVIDERS.filter((name) => provider === undefined || name === provider);
  if (providers.length > 0) return { providers, json };
  throw new UsageError(`--provider takes google or microsoft, not "${provider}".`);
};
