import type { AuditAction } from '../../contract/audit.ts';
import {
  ArchiveIcon,
  AtIcon,
  CrossIcon,
  EnvelopeIcon,
  PencilIcon,
  PlugIcon,
  PlusIcon,
  PulseIcon,
  UndoIcon,
  UnplugIcon,
} from '../parts/icons.tsx';

const icons: Record<AuditAction, typeof PlusIcon> = {
  'inbox.created': PlusIcon,
  'inbox.changed': PencilIcon,
  'inbox.connected': PlugIcon,
  'inbox.connection-stored': PlugIcon,
  'inbox.tested': PulseIcon,
  'inbox.round-trip': PulseIcon,
  'inbox.checked': PulseIcon,
  'inbox.disconnected': UnplugIcon,
  'inbox.permission-revoked': UnplugIcon,
  'inbox.archived': ArchiveIcon,
  'inbox.restored': UndoIcon,
  'inbox.deleted': CrossIcon,
  'inbox.tickets-received': EnvelopeIcon,
  'inbox.alias-added': AtIcon,
  'inbox.alias-removed': AtIcon,
};

/** The sign of what was done; the words beside it say the same. */
export const actionIcon = (action: AuditAction) => icons[action];
