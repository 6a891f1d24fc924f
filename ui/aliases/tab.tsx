import { useEffect, useRef } from 'preact/hooks';
import { type Alias, MAX_ALIASES } from '../../contract/alias.ts';
import { isolated } from '../../contract/bidi.ts';
import type { Inbox } from '../../contract/inbox.ts';
import { describe } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { LoadFailure } from '../parts/load-failure.tsx';
import { Notice } from '../parts/notice.tsx';
import { shownName } from '../parts/shown-name.ts';
import { Skeleton } from '../parts/skeleton.tsx';
import { Day } from '../parts/time.tsx';
import { toast } from '../parts/toast.tsx';
import { AddAlias } from './add-form.tsx';
import type { AliasBook } from './alias-book.ts';

type RowProps = { alias: Alias; canChange: boolean; busy: boolean; onRemove: () => void };

const Row = ({ alias, canChange, busy, onRemove }: RowProps) => (
  <li class="alias">
    <span class="alias-words">
      <bdi class="alias-address">{alias.emailAddress}</bdi>
      <span class="alias-note">
        Added <Day at={alias.createdAt} />
      </span>
    </span>
    {canChange && (
      <Button
        look="quiet"
        busy={busy}
        aria-label={`Remove ${isolated(alias.emailAddress)}`}
        onClick={onRemove}
      >
        Remove
      </Button>
    )}
  </li>
);

const complain = (error: unknown) => {
  const { title, advice } = describe(error);
  toast(`${title} ${advice}`, { tone: 'bad' });
};

type Props = { book: AliasBook; inbox: Inbox };

export const AliasesTab = ({ book, inbox }: Props) => {
  const root = useRef<HTMLElement>(null);
  useEffect(() => void book.load(), [book]);
  const aliases = book.aliases.value;
  const canChange = inbox.actions.includes('change');

  const undo = (alias: Alias) =>
    book.restore(alias).then(() => toast(`${isolated(alias.emailAddress)} is back.`), complain);
  const remove = async (alias: Alias) => {
    try {
      await book.remove(alias);
      toast(`Removed ${isolated(alias.emailAddress)}.`, {
        action: { label: 'Undo', onAct: () => void undo(alias) },
        takesFocus: root.current?.contains(document.activeElement) ?? false,
      });
    } catch (error) {
      complain(error);
    }
  };

  if (aliases.kind === 'loading') return <Skeleton rows={3} label="Loading the aliases" />;
  if (aliases.kind === 'failed') {
    return <LoadFailure error={aliases.error} onRetry={() => void book.load()} />;
  }
  const { list, removing } = aliases;
  const isFull = list.length >= MAX_ALIASES;
  return (
    <section ref={root} class="card narrow aliases" aria-label="Aliases">
      <p class="aliases-lead">
        An alias is another address whose mail arrives in this same mailbox. Mail to it counts as
        mail to <bdi>{shownName(inbox)}</bdi>.
      </p>
      {list.length === 0 ? (
        <p class="aliases-none">
          No aliases yet.
          {canChange && ' Add each address that your mail provider delivers to this mailbox.'}
        </p>
      ) : (
        <ul class="alias-list">
          {list.map((alias) => (
            <Row
              key={alias.id}
              alias={alias}
              canChange={canChange}
              busy={removing.includes(alias.id)}
              onRemove={() => void remove(alias)}
            />
          ))}
        </ul>
      )}
      {canChange && isFull && (
        <Notice tone="info">
          This inbox has {MAX_ALIASES} aliases, as many as it may have. Remove one to add another.
        </Notice>
      )}
      {canChange && !isFull && (
        <AddAlias book={book} onAdded={() => toast('The alias is added.')} />
      )}
      {list.length > 0 && !isFull && (
        <p class="aliases-count">
          {list.length} of {MAX_ALIASES} aliases
        </p>
      )}
    </section>
  );
};
