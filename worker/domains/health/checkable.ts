import { sql } from 'drizzle-orm';

/** An inbox that is checked in the background: it is in use, and was connected once. */
export const CHECKABLE = sql`(connected_at is not null or failing_since is not null) and credentials_encrypted is not null and archived_at is null and deleted_at is null`;
