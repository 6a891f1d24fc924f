import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';

export type Database = DrizzleD1Database;

/** The tenant database. `batch` is its only transaction: all of it or none of it. */
export const openDatabase = (binding: D1Database): Database => drizzle(binding);

const says = (thrown: unknown, words: string): boolean => {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error.message.includes(`${words}:`)) return true;
  }
  return false;
};

/** Whether a statement was refused because another row has the same value in these columns. */
export const violatesUnique = (thrown: unknown, columns: string): boolean =>
  says(thrown, `UNIQUE constraint failed: ${columns}`);

/** Whether a statement was refused because it had no value for a column that needs one. */
export const violatesNotNull = (thrown: unknown, column: string): boolean =>
  says(thrown, `NOT NULL constraint failed: ${column}`);

/** Whether a statement was refused by a trigger, in these words. */
export const raised = (thrown: unknown, words: string): boolean => says(thrown, words);
