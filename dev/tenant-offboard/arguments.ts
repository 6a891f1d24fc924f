import { parseArgs } from 'node:util';

/** What is asked of the command. `exportTo` is null where nothing is to be written down. */
export type Asked = {
  slug: string;
  exportTo: string | null;
  withoutExport: boolean;
  withoutRevoking: boolean;
  yes: boolean;
  remote: boolean;
};

/** Thrown for arguments that make no sense; its message says which. */
export class UsageError extends Error {
  override name = 'UsageError';
}

const options = {
  export: { type: 'string' },
  'without-export': { type: 'boolean', default: false },
  'without-revoking': { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  local: { type: 'boolean', default: false },
  remote: { type: 'boolean', default: false },
  verify: { type: 'string' },
} as const;

const parse = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const requireOne = (slugs: string[]): string => {
  const [slug, ...more] = slugs;
  if (slug === undefined || slug === '')
    throw new UsageError('Say which organization, by its slug.');
  if (more.length > 0) throw new UsageError(`One organization at a time, not ${slugs.join(', ')}.`);
  return slug;
};

/** Reads the arguments: an export to verify, or a tenant to take out. Throws {@link UsageError}. */
export const readArguments = (args: string[]): Asked | { verify: string } => {
  const { values, positionals } = parse(args);
  if (values.verify !== undefined) {
    if (values.yes || values.remote || positionals.length > 0) {
      throw new UsageError('--verify goes alone: it reads the file, and no database.');
    }
    return { verify: values.verify };
  }
  if (values.local && values.remote) throw new UsageError('Either --local or --remote.');
  if (values.export === '') throw new UsageError('--export takes the name of a file.');
  if (values.export !== undefined && values['without-export']) {
    throw new UsageError('Either --export or --without-export.');
  }
  return {
    slug: requireOne(positionals),
    exportTo: values.export ?? null,
    withoutExport: values['without-export'],
    withoutRevoking: values['without-revoking'],
    yes: values.yes,
    remote: values.remote,
  };
};
