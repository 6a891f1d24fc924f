import type { Alias } from '../../contract/alias.ts';

/** The aliases of an inbox: on their way, or on the screen. `removing` holds the ids that are about to go. */
export type Aliases =
  | { kind: 'loading' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'shown'; list: Alias[]; removing: readonly string[] };

export const show = (list: Alias[]): Aliases => ({ kind: 'shown', list, removing: [] });

/** Adds one at the end, where the newest stand; one that is there already stays as it is. */
export const added = (aliases: Aliases, alias: Alias): Aliases =>
  aliases.kind === 'shown'
    ? { ...aliases, list: [...aliases.list.filter(({ id }) => id !== alias.id), alias] }
    : aliases;

export const startRemoving = (aliases: Aliases, id: string): Aliases =>
  aliases.kind === 'shown' ? { ...aliases, removing: [...aliases.removing, id] } : aliases;

export const keep = (aliases: Aliases, id: string): Aliases =>
  aliases.kind === 'shown'
    ? { ...aliases, removing: aliases.removing.filter((other) => other !== id) }
    : aliases;

export const removed = (aliases: Aliases, id: string): Aliases => {
  const kept = keep(aliases, id);
  return kept.kind === 'shown'
    ? { ...kept, list: kept.list.filter((alias) => alias.id !== id) }
    : kept;
};
