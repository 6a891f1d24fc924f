import { env } from 'cloudflare:workers';

/** Every row of every table, as text. */
export const wholeDatabase = async (): Promise<string> => {
  const tables = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
  ).all<{ name: string }>();
  const rows = await Promise.all(
    tables.results.map(({ name }) => env.DB.prepare(`select * from "${name}"`).all()),
  );
  return JSON.stringify(rows.map(({ results }) => results));
};
