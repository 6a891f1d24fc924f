import { eq } from 'drizzle-orm';
import { keyRotations } from '../domains/keys/tables.ts';
import { newVault, oldVault } from './rotation.ts';
import { openedInboxes, sealedInboxes } from './sealed-inboxes.ts';
import { db } from './world.ts';

/** Three batches. */
export const MANY = 450;

export const { current: oldId } = await oldVault.keyIds();
export const { current: newId } = await newVault.keyIds();

/** Fills the database, and gives what is sealed there. */
export const fill = async (count: number) => {
  const putBack = await sealedInboxes(oldVault, count);
  await putBack();
  return { putBack, secrets: await openedInboxes(oldVault) };
};

/** What is known of the pass that takes everything from the old key. */
export const pass = () => db.select().from(keyRotations).where(eq(keyRotations.keyId, oldId)).get();
