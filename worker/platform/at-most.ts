/** Does something with each of many, so many at a time, and gives what came of each in their order. Rejects with the first. */
export const atMost = async <Item, Result>(
  width: number,
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [at, item] of left) results[at] = await run(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  return results;
};
