import type { Inbox } from '../../contract/inbox.ts';
import { Day } from '../parts/time.tsx';

type Props = Pick<Inbox, 'connectedAt' | 'disconnectedAt'>;

/** Since when an inbox is connected, or is no longer. */
export const Since = ({ connectedAt, disconnectedAt }: Props) => {
  if (connectedAt !== null) {
    return (
      <>
        Connected since <Day at={connectedAt} />
      </>
    );
  }
  return disconnectedAt === null ? (
    <>Never connected</>
  ) : (
    <>
      Disconnected on <Day at={disconnectedAt} />
    </>
  );
};
