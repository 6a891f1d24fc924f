import { Button } from '../parts/button.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import type { List } from './model.ts';
import { leadToRow } from './row-focus.ts';

type Props = { list: List; onMore: () => Promise<string | null> };

/** Where a list goes on; whoever asks for more is led to the first row that comes. */
export const ListFoot = ({ list, onMore }: Props) => (
  <>
    {list.kind === 'more-failed' && <ProblemNotice error={list.error} />}
    {'plan' in list && list.nextCursor !== null && (
      <div class="list-foot">
        <Button busy={list.kind === 'loading-more'} onClick={() => void onMore().then(leadToRow)}>
          Load more
        </Button>
      </div>
    )}
  </>
);
