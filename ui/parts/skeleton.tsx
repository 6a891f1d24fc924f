/** Grey lines in the place of what is on its way. */
export const Skeleton = ({ rows, label }: { rows: number; label: string }) => (
  <div class="skeleton" role="status">
    <span class="visually-hidden">{label}</span>
    {Array.from({ length: rows }, (_, row) => (
      <div class="skeleton-row" key={row} aria-hidden="true">
        <span class="skeleton-bar skeleton-bar-long" />
        <span class="skeleton-bar" />
        <span class="skeleton-bar skeleton-bar-short" />
      </div>
    ))}
  </div>
);
