import type { Status } from '../../contract/inbox.ts';
import { statusNames } from '../messages.ts';
import { AlertIcon, CheckIcon, RingIcon } from './icons.tsx';

const shapes: Record<Status, typeof CheckIcon> = {
  connected: CheckIcon,
  error: AlertIcon,
  disconnected: RingIcon,
};

/** Colour, shape and word say the same. */
export const StatusBadge = ({ status }: { status: Status }) => {
  const Shape = shapes[status];
  return (
    <span class={`badge badge-${status}`}>
      <Shape />
      {statusNames[status]}
    </span>
  );
};
