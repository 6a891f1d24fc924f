import { connectorUses, loginAttempts } from '../domains/connections/tables.ts';
import { db } from './world.ts';

/** As after ten minutes in which nobody tested anything: no login waits, and no quota is used up. */
export const tenMinutesPass = async (): Promise<void> => {
  await db.batch([db.delete(loginAttempts), db.delete(connectorUses)]);
};
