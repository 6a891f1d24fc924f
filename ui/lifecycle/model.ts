import type { Inbox, InboxAction } from '../../contract/inbox.ts';
import type { Revocation } from '../../contract/oauth.ts';
import type { LifecycleAction } from '../messages.ts';

/** An inbox as far as its actions need to know it. */
export type Subject = Pick<
  Inbox,
  'id' | 'name' | 'emailAddress' | 'connectionType' | 'version' | 'actions'
>;

/** Something that was not done, and why. */
export type Refused = {
  kind: 'refused';
  action: LifecycleAction;
  inbox: Subject;
  error: unknown;
};

/** What is being done with an inbox, or asked about it. */
export type Lifecycle =
  | { kind: 'idle' }
  | { kind: 'working'; action: LifecycleAction; inbox: Subject }
  | { kind: 'asking-to-disconnect'; inbox: Subject }
  | { kind: 'asking-to-delete'; inbox: Subject }
  /** Disconnected, with what that left at the provider. */
  | { kind: 'told'; inbox: Subject; revocation: Revocation }
  | Refused;

export const idle: Lifecycle = { kind: 'idle' };

const order = ['disconnect', 'archive', 'restore', 'delete'] as const;

/** Those of the lifecycle among what may be done, mildest first. */
export const lifecycleActions = (actions: readonly InboxAction[]): LifecycleAction[] =>
  order.filter((action) => actions.includes(action));

/** Two things at once would be asked about on one screen: the second waits. */
export const isBusy = ({ kind }: Lifecycle) => kind !== 'idle';

export const isWorkingOn = (lifecycle: Lifecycle, id: string) =>
  lifecycle.kind === 'working' && lifecycle.inbox.id === id;
