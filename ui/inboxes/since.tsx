import type { Inbox } from '../../contract/inbox.ts';
import { Day } from '../parts/time.tsx';

/** Since when an inbox is connected; it is kept while an error lasts. */
export const Since = ({ connectedAt }: Pick<Inbox, 'connectedAt'>) =>
  connectedAt === null ? (
    <>Never connected</>
  ) : (
    <>
      Connected since <Day at={connectedAt} />
    </>
  );
