import type { ComponentChildren } from 'preact';

type Props = {
  label: string;
  columns: readonly string[];
  hasActions: boolean;
  children: ComponentChildren;
};

// A table that turns into cards on a narrow screen loses its roles with its display: they are given in so many words.
/** A table of inboxes, with its column for what can be done where there is something. */
export const TableFrame = ({ label, columns, hasActions, children }: Props) => (
  <table role="table" class="inbox-table" aria-label={label}>
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => (
          <th key={column} role="columnheader" scope="col">
            {column}
          </th>
        ))}
        {hasActions && (
          <th role="columnheader" scope="col">
            <span class="visually-hidden">Actions</span>
          </th>
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">{children}</tbody>
  </table>
);
