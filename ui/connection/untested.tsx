import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';

type Props = { onSave: () => void; busy: boolean };

/** Offered only once a test has failed: for a server that is down, or an account still to be made. */
export const SaveUntested = ({ onSave, busy }: Props) => (
  <Notice
    tone="info"
    action={
      <Button onClick={onSave} busy={busy}>
        Save without testing
      </Button>
    }
  >
    If you are sure that the settings are right, you can store them as they are. The inbox stays
    disconnected until a check passes.
  </Notice>
);
