/** Marks a row, so that the focus can be led to it. */
export const rowMark = (id: string) => ({ 'data-inbox': id });

const hasNowhereToBe = () => {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.id === 'main';
};

const rowOf = (id: string) =>
  document.querySelector<HTMLElement>(`[data-inbox="${CSS.escape(id)}"]`);

const within = (id: string) => {
  const row = rowOf(id);
  return row?.querySelector<HTMLElement>('[data-row-focus]') ?? row?.querySelector('a');
};

/** Where a row went away under the focus, leads it to the first of these rows that is there, else to the title. */
export const refocus = (...ids: (string | null)[]) => {
  requestAnimationFrame(() => {
    if (!hasNowhereToBe()) return;
    const row = ids.map((id) => id && within(id)).find(Boolean);
    (row || document.querySelector<HTMLElement>('h1'))?.focus();
  });
};

const isAtTheFoot = () => document.activeElement?.closest('.list-foot') != null;

/** Leads whoever has asked for more rows to the first of them; nobody who has gone elsewhere meanwhile. */
export const leadToRow = (id: string | null) => {
  requestAnimationFrame(() => {
    if (id === null || !(hasNowhereToBe() || isAtTheFoot())) return;
    const row = rowOf(id);
    const link = row?.querySelector<HTMLElement>('a.inbox-name');
    // Without anything to do in it the row itself has to take the focus.
    if (row && !link) row.tabIndex = -1;
    (link ?? row)?.focus();
  });
};
