import { useLocation } from 'preact-iso';
import { ConfirmDialog } from '../parts/dialog.tsx';
import { leaveAnyway, stayHere, wantsToLeave } from './leave-guard.ts';

export const LeaveQuestion = () => {
  const { route } = useLocation();
  if (wantsToLeave.value === null) return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      confirm="Leave"
      cancel="Stay"
      onConfirm={() => route(leaveAnyway())}
      onCancel={stayHere}
    >
      What you changed here is not saved yet.
    </ConfirmDialog>
  );
};
