import { type Source, UnavailableError, wranglerSource } from '../audit-verify/source.ts';
import { openLocalDatabase } from '../stand/local-database.ts';
import { runningStand } from '../stand/stand-file.ts';

/** The stand's database, by its file, to be written too. Throws NoDatabaseError. */
export const fileDatabase = (readOnly: boolean): Source => {
  const db = openLocalDatabase({ readOnly });
  return { ask: async (sql) => db.prepare(sql).all(), close: () => db.close() };
};

/**
 * The database that is meant. Throws NoDatabaseError, and {@link UnavailableError} where a stand that runs
 * has it open: its Worker would fail where it writes at the same moment.
 */
export const openDatabase = async (remote: boolean, writes: boolean): Promise<Source> => {
  if (remote) return wranglerSource(['--remote']);
  const url = writes ? await runningStand() : null;
  if (url === null) return fileDatabase(!writes);
  throw new UnavailableError(`Letterbox is running at ${url}. Stop it first.`);
};
