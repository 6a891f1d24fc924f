import type { Inbox } from '../../contract/inbox.ts';
import { Day, Moment } from '../parts/time.tsx';

type Props = Pick<Inbox, 'connectedAt' | 'disconnectedAt' | 'lastError' | 'failing'>;

/** Since when an inbox is connected, or is no longer, or does not work. */
export const Since = ({ connectedAt, disconnectedAt, lastError, failing }: Props) => {
  if (lastError !== null) {
    return (
      <>
        Failing since <Moment at={failing?.since ?? lastError.at} />
      </>
    );
  }
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
