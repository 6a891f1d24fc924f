import type { ComponentChildren } from 'preact';
import type { Inbox, OAuthConnectionView } from '../../contract/inbox.ts';
import { Day, Minute } from '../parts/time.tsx';
import { permissionsOf } from './scopes.ts';

type Props = { inbox: Inbox; connection: OAuthConnectionView };

const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const Who = ({ inbox, connection }: Props) => {
  const isConnected = inbox.status === 'connected';
  const account = <bdi class="fact-address">{connection.account}</bdi>;
  if (!connection.shared) {
    return <Fact name={isConnected ? 'Connected as' : 'Was connected as'}>{account}</Fact>;
  }
  return (
    <>
      <Fact name="Shared mailbox">
        <bdi class="fact-address">{inbox.emailAddress}</bdi>
      </Fact>
      <Fact name={isConnected ? 'Opened by' : 'Was opened by'}>{account}</Fact>
    </>
  );
};

const Permissions = ({ connection }: Pick<Props, 'connection'>) => (
  <>
    <ul class="permission-list">
      {permissionsOf(connection.provider, connection.scopes).map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
    <details class="technical">
      <summary>Technical names</summary>
      <ul class="technical-list">
        {connection.scopes.map((scope) => (
          <li key={scope}>
            <code>{scope}</code>
          </li>
        ))}
      </ul>
    </details>
  </>
);

/** Whose account an inbox is connected with, since when, and what that permits. */
export const GrantFacts = ({ inbox, connection }: Props) => {
  const { status, connectedAt, disconnectedAt, lastCheckedAt } = inbox;
  return (
    <dl class="facts">
      <Who inbox={inbox} connection={connection} />
      {connectedAt !== null && (
        <Fact name="Since">
          <Day at={connectedAt} />
        </Fact>
      )}
      {connectedAt === null && disconnectedAt !== null && (
        <Fact name="Until">
          <Day at={disconnectedAt} />
        </Fact>
      )}
      {connection.scopes.length > 0 && (
        <Fact name={status === 'connected' ? 'Permissions' : 'Permissions then'}>
          <Permissions connection={connection} />
        </Fact>
      )}
      {lastCheckedAt !== null && (
        <Fact name="Last checked">
          <Minute at={lastCheckedAt} />
        </Fact>
      )}
    </dl>
  );
};
