import type { Inbox } from '../../contract/inbox.ts';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { differences } from './model.ts';

type Props = { base: Inbox; theirs: Inbox; onTheirs: () => void; onMine: () => void };

const quoted = (text: string) => (text === '' ? 'nothing' : `“${text}”`);

/** Somebody changed the inbox while this form was open: what they changed, and whose version to keep. */
export const Conflict = ({ base, theirs, onTheirs, onMine }: Props) => {
  const changed = differences(base, theirs);
  return (
    <div role="alert" tabIndex={-1} data-error-focus class="focus-target">
      <Notice
        tone="warn"
        title="Somebody changed this inbox meanwhile."
        action={
          <>
            <Button onClick={onTheirs}>Load theirs</Button>
            <Button onClick={onMine}>Keep mine</Button>
          </>
        }
      >
        {changed.length === 0 ? (
          'The names are as they were; what changed is its connection or its status.'
        ) : (
          <ul class="differences">
            {changed.map(({ field, before, now }) => (
              <li key={field}>
                {field}: {quoted(before)} became {quoted(now)}
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
};
