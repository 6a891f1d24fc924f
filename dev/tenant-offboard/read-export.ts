import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type StoredEvent, type Verdict, verifyChain } from '../../worker/domains/audit/verify.ts';
import { UnavailableError } from '../audit-verify/source.ts';

const line = z.object({ table: z.string(), row: z.record(z.string(), z.unknown()) });

const parsed = (text: string) => {
  try {
    return line.parse(JSON.parse(text));
  } catch {
    throw new UnavailableError('This is no export: a line of it is not as they are.');
  }
};

async function* eventsIn(file: string): AsyncGenerator<StoredEvent> {
  const input = createReadStream(file, 'utf8');
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const { table, row } = parsed(text);
      if (table === 'audit_events') yield row;
    }
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    throw new UnavailableError(`${file} can’t be read.`);
  }
}

/** Verifies the audit chain in an export. Throws {@link UnavailableError}. */
export const verifyExport = async (file: string): Promise<Verdict | null> => {
  const verdict = await verifyChain(eventsIn(file));
  return verdict.events === 0 && verdict.broken === null ? null : verdict;
};
