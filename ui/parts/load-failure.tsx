import { describe } from '../messages.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

/** In the place of what could not be loaded. */
export const LoadFailure = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const { title, advice, requestId } = describe(error);
  return (
    <div role="alert">
      <EmptyState title={title} action={<Button onClick={onRetry}>Retry</Button>}>
        {advice}
        {requestId && <span class="request-id"> Request {requestId}</span>}
      </EmptyState>
    </div>
  );
};
