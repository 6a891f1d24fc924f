import type { DeletionPreview } from '../../contract/deletion.ts';
import { counted, shorten } from './deletion-model.ts';

const Aliases = ({ aliases }: { aliases: readonly string[] }) => {
  const { shown, more } = shorten(aliases);
  return (
    <li>
      <strong>{counted(aliases.length, 'alias goes', 'aliases go')}</strong> with it:{' '}
      {shown.map((address, index) => (
        <span key={address}>
          {index > 0 && ', '}
          <bdi>{address}</bdi>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </li>
  );
};

type Props = {
  preview: DeletionPreview;
  /** What is stored to get into the mailbox, and so destroyed. */
  secret: 'password' | 'tokens' | null;
};

/** What goes with an inbox that is deleted. */
export const Consequences = ({ preview, secret }: Props) => {
  const { openTickets, aliases, autoResponse } = preview;
  const isEmpty = openTickets === 0 && aliases.length === 0 && autoResponse === null;
  return (
    <div class="consequences">
      {isEmpty ? (
        <p>It has no open tickets, no aliases and no auto-response.</p>
      ) : (
        <>
          <ul class="consequence-list">
            <li>
              <strong>
                {openTickets === 0
                  ? 'No open ticket'
                  : counted(openTickets, 'open ticket', 'open tickets')}
              </strong>
              {openTickets > 0
                ? ' in it, counting pending ones. Choose below what happens to them.'
                : ' is left in it'}
            </li>
            {aliases.length > 0 && <Aliases aliases={aliases} />}
            {autoResponse && (
              <li>
                <strong>Its auto-response</strong> goes with it
                {autoResponse.subject && (
                  <>
                    : <bdi>{autoResponse.subject}</bdi>
                  </>
                )}
              </li>
            )}
          </ul>
        </>
      )}
      <p>
        {secret && `Its stored ${secret} ${secret === 'tokens' ? 'are' : 'is'} destroyed at once. `}
        Its address becomes free. This can’t be undone.
      </p>
    </div>
  );
};
