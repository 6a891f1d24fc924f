import { closeSync, openSync, writeSync } from 'node:fs';
import { eventsOf, sqlText } from '../audit-verify/events.ts';
import { type Row, type Source, UnavailableError } from '../audit-verify/source.ts';
import { EXPORTED } from './exported-columns.ts';

const PAGE_SIZE = 1000;

async function* rowsOf({ ask }: Source, table: string, tenant: string): AsyncGenerator<Row> {
  const { whose, columns } = EXPORTED[table] ?? {};
  let last = '0';
  for (;;) {
    const page: Row[] = await ask(
      `SELECT rowid AS place, ${columns} FROM ${table}
        WHERE ${whose} = ${sqlText(tenant)} AND rowid > ${last} ORDER BY rowid LIMIT ${PAGE_SIZE}`,
    );
    for (const { place: _, ...row } of page) yield row;
    if (page.length < PAGE_SIZE) return;
    last = String(page.at(-1)?.place);
  }
}

/** Everything that is written down; the audit chain comes last, as it is verified. */
async function* linesOf(
  source: Source,
  tenant: string,
): AsyncGenerator<{ table: string; row: Row }> {
  for (const table of Object.keys(EXPORTED)) {
    for await (const row of rowsOf(source, table, tenant)) yield { table, row };
  }
  for await (const event of eventsOf(source, tenant)) {
    const { slug: _, afterTenant: _tenant, afterSeq: _seq, ...row } = event;
    yield { table: 'audit_events', row };
  }
}

const open = (file: string): number => {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    const isThere = Object(error).code === 'EEXIST';
    const why = isThere ? 'is there already, and may be the only whole one' : 'can’t be written';
    throw new UnavailableError(`${file} ${why}. Give the export another name.`);
  }
};

/**
 * Writes down what a tenant has, without any secret: `{table, row}` a line. The file is new and its
 * owner’s alone. Gives how many lines there are. Throws {@link UnavailableError} where it can’t be written.
 */
export const writeExport = async (
  source: Source,
  tenant: string,
  file: string,
): Promise<number> => {
  const descriptor = open(file);
  let lines = 0;
  try {
    for await (const line of linesOf(source, tenant)) {
      writeSync(descriptor, `${JSON.stringify(line)}\n`);
      lines += 1;
    }
    return lines;
  } finally {
    closeSync(descriptor);
  }
};
