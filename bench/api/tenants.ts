// Who owns which rows: three tenants that are measured, and many others around them.

export type Measured = { slug: string; inboxes: number };

const SIZES = [10, 1000];
const LARGEST = 100_000;
const AROUND = 400;

/** The tenants that are measured in a database of this many inboxes. */
export const measuredIn = (total: number): Measured[] =>
  [...SIZES, Math.min(LARGEST, Math.floor(total / 2))].map((inboxes) => ({
    slug: `with-${inboxes}`,
    inboxes,
  }));

/** Pseudo-random numbers from 0 to 1 that are the same in every run (mulberry32). */
export const createRandom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** Every tenant's slug, which is its id too; the measured ones first. */
export const tenantsIn = (total: number): string[] => {
  const measured = measuredIn(total).map(({ slug }) => slug);
  const others = Math.ceil(total / AROUND);
  return [...measured, ...Array.from({ length: others }, (_, at) => `other-${at}`)];
};

/**
 * For each row, in the order in which they are made, the tenant it belongs to, as an index into
 * `tenantsIn`: shuffled, as tenants really make theirs in between one another.
 */
export const ownersIn = (total: number): Uint16Array => {
  const owners = new Uint16Array(total);
  const sizes = measuredIn(total).map(({ inboxes }) => inboxes);
  let at = 0;
  for (const [tenant, size] of sizes.entries())
    at = owners.fill(tenant, at, at + size) && at + size;
  const others = tenantsIn(total).length - sizes.length;
  for (let row = at; row < total; row++) owners[row] = sizes.length + ((row - at) % others);
  const random = createRandom(total);
  for (let row = total - 1; row > 0; row--) {
    const other = Math.floor(random() * (row + 1));
    const kept = owners[row] ?? 0;
    owners[row] = owners[other] ?? 0;
    owners[other] = kept;
  }
  return owners;
};
