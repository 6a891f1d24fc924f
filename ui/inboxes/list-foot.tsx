import { Button } from '../parts/button.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import type { List } from './model.ts';

/** Where a list goes on. */
export const ListFoot = ({ list, onMore }: { list: List; onMore: () => void }) => (
  <>
    {list.kind === 'more-failed' && <ProblemNotice error={list.error} />}
    {'plan' in list && list.nextCursor !== null && (
      <div class="list-foot">
        <Button busy={list.kind === 'loading-more'} onClick={onMore}>
          Load more
        </Button>
      </div>
    )}
  </>
);
