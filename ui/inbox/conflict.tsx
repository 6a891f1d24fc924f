import type { ComponentChildren } from 'preact';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { ChangedByTitle } from './changed-by.tsx';
import { type Clash, type Comparison, compare, type Values } from './draft.ts';

/** What was typed, in quotes that bidirectional text can't climb out of. */
export const Quoted = ({ text }: { text: string }) =>
  text === '' ? (
    <>nothing</>
  ) : (
    <>
      “<bdi>{text}</bdi>”
    </>
  );

/** A long text in full; it scrolls inside itself. */
export const FullText = ({ text, label }: { text: string; label: string }) =>
  text === '' ? (
    <>nothing</>
  ) : (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard has to scroll it
    <div class="full-text" role="region" aria-label={label} tabIndex={0} dir="auto">
      {text}
    </div>
  );

type Show<Form extends Values> = (
  field: keyof Form & string,
  value: Form[keyof Form & string],
  whose: string,
) => ComponentChildren;

type Props<Form extends Values> = {
  draft: Clash<Form>;
  labels: Record<keyof Form & string, string>;
  show: Show<Form>;
  onTheirs: () => void;
  onMine: () => void;
  /** What they may have changed that can't be shown. */
  unseen?: string;
};

type RowProps<Form extends Values> = {
  row: Comparison<Form>;
  label: string;
  show: Show<Form>;
  columns: readonly ['before' | 'mine', 'theirs'] | readonly ['theirs', 'mine'];
};

const columnNames = { before: 'Before', theirs: 'Theirs', mine: 'Yours' } as const;

const Row = <Form extends Values>({ row, label, show, columns }: RowProps<Form>) => (
  <div class="clash" role="group" aria-label={label}>
    <p class="clash-field">{label}</p>
    <dl class="clash-values">
      {columns.map((column) => (
        <div key={column} class="clash-value">
          <dt>{columnNames[column]}</dt>
          <dd>{show(row.field, row[column], columnNames[column])}</dd>
        </div>
      ))}
    </dl>
  </div>
);

const advice = (clashes: boolean, others: boolean) => {
  if (clashes) return 'You both changed this. Nothing of yours is stored or lost yet.';
  if (others) return 'They changed something else in this form. Saving yours keeps theirs.';
  return 'They changed nothing in this form, but another part of this inbox. Saving yours keeps theirs.';
};

/** Somebody was quicker: both values of what is in question, and whose to keep. */
export const Conflict = <Form extends Values>(props: Props<Form>) => {
  const { draft, labels, show, onTheirs, onMine, unseen } = props;
  const { clashing, onlyTheirs } = compare(draft);
  const clashes = clashing.length > 0;
  return (
    <div role="alert" tabIndex={-1} data-error-focus class="focus-target conflict">
      <Notice
        tone="warn"
        title={<ChangedByTitle by={draft.by} />}
        action={
          <>
            <Button onClick={onTheirs}>{clashes ? 'Load theirs' : 'Discard mine'}</Button>
            <Button onClick={onMine}>{clashes ? 'Keep mine' : 'Save mine as well'}</Button>
          </>
        }
      >
        <p>
          {advice(clashes, onlyTheirs.length > 0)} {unseen}
        </p>
        {clashing.map((row) => (
          <Row
            key={row.field}
            row={row}
            label={labels[row.field]}
            show={show}
            columns={['theirs', 'mine']}
          />
        ))}
        {clashes && onlyTheirs.length > 0 && (
          <p class="clash-others">They also changed this, which stays either way:</p>
        )}
        {onlyTheirs.map((row) => (
          <Row
            key={row.field}
            row={row}
            label={labels[row.field]}
            show={show}
            columns={['before', 'theirs']}
          />
        ))}
      </Notice>
    </div>
  );
};
