/** Keeps `atOnce` under way until `total` have been done; gives what each came to. */
export const crowd = async <Outcome>(
  atOnce: number,
  total: number,
  one: (number: number) => Promise<Outcome>,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  let begun = 0;
  const keepGoing = async () => {
    while (begun < total) outcomes.push(await one(begun++));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, total) }, keepGoing));
  return outcomes;
};
