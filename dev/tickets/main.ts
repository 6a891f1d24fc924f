import { NoDatabaseError, openLocalDatabase } from '../stand/local-database.ts';
import { runningStand } from '../stand/stand-file.ts';
import { addTickets, RefusedError } from './add.ts';
import { type Asked, readArguments, UsageError } from './arguments.ts';
import { ticketStatuses } from './rows.ts';
import { standWrite } from './stand-write.ts';

const said = ({ org, inbox, counts }: Asked): string => {
  const parts = ticketStatuses.filter((status) => counts[status] > 0);
  return `${inbox} of ${org} has ${parts.map((status) => `${counts[status]} more ${status}`).join(', ')}.`;
};

const run = async (): Promise<void> => {
  const asked = readArguments(process.argv.slice(2));
  const url = await runningStand();
  const db = openLocalDatabase({ readOnly: url !== null });
  try {
    await addTickets(db, asked, new Date(), url === null ? undefined : standWrite(url));
  } finally {
    db.close();
  }
  console.log(said(asked));
};

try {
  await run();
} catch (error) {
  const isExpected =
    error instanceof UsageError ||
    error instanceof RefusedError ||
    error instanceof NoDatabaseError;
  if (!isExpected) throw error;
  console.error(error.message);
  if (error instanceof UsageError)
    console.error('\n"npm run tickets -- --help" lists the options.');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
