import { type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { Deps } from '../../../deps.ts';
import { alerts } from '../tables.ts';
import type { Words } from './words.ts';

type Writing = {
  tenant: string;
  recipients: readonly string[];
  words: Words;
  /** What the mail tells of is still untold: true until this writes that it is told. */
  isUntold: SQL;
  /** Writes that it is told, where `isWritten`. */
  told: (isWritten: SQL) => BatchItem<'sqlite'>;
};

/**
 * Writes the mails of one alert, and that they are written, all or nothing. Of several who do so at the
 * same moment one does. Without recipients only the latter.
 */
export const writeAlert = async (
  { db, now, newId }: Pick<Deps, 'db' | 'now' | 'newId'>,
  { tenant, recipients, words, isUntold, told }: Writing,
): Promise<void> => {
  const at = now().getTime();
  const mails = recipients.map((recipient) => ({ id: newId('alt'), recipient }));
  const { subject, text } = words;
  // All columns, in the order of the table. A statement of raw SQL alone can't be part of a batch.
  const inserts = mails.map(({ id, recipient }) =>
    db
      .insert(alerts)
      .select(
        sql`select ${id}, ${tenant}, ${recipient}, ${subject}, ${text}, ${at}, 0, ${at}, null, null, null where ${isUntold}`,
      ),
  );
  const [first] = mails;
  const isWritten = first
    ? sql`exists (select 1 from ${alerts} where id = ${first.id})`
    : sql`true`;
  const telling = told(isWritten);
  const [insert, ...more] = inserts;
  await (insert ? db.batch([insert, ...more, telling]) : db.batch([telling]));
};
