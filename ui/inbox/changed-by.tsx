import { Minute } from '../parts/time.tsx';
import type { ChangedBy } from './draft.ts';

/** Who was quicker, where that is known. */
export const ChangedByTitle = ({ by }: { by: ChangedBy }) =>
  by ? (
    <>
      Changed by <bdi>{by.name}</bdi> meanwhile
      <span class="changed-at">
        {' '}
        (<Minute at={by.at} />)
      </span>
    </>
  ) : (
    <>Somebody changed this inbox meanwhile.</>
  );
