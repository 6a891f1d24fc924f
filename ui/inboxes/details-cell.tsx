import type { InboxSummary } from '../../contract/inbox.ts';
import { FailingNote } from '../health/failing-note.tsx';
import { Ago } from '../parts/time.tsx';
import { shortErrors } from '../short-errors.ts';
import { Since } from './since.tsx';

/** Whether an inbox works and since when, why not, and when that was last looked at. */
export const DetailsCell = ({ inbox }: { inbox: InboxSummary }) => {
  const { lastError, failing, lastCheckedAt, status } = inbox;
  return (
    <td role="cell" class="cell-details">
      {lastError && (
        <span class="short-error" title={lastError.message}>
          {shortErrors[lastError.code] ?? lastError.message}
        </span>
      )}
      {failing && status === 'connected' && (
        <span class="failing-note" title={failing.message}>
          <FailingNote failing={failing} />
        </span>
      )}
      <span class="since">
        <Since {...inbox} />
      </span>
      {lastCheckedAt && status !== 'disconnected' && (
        <span class="since">
          Last checked <Ago at={lastCheckedAt} />
        </span>
      )}
    </td>
  );
};
