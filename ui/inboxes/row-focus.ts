/** Marks a row, so that the focus can be led to it. */
export const rowMark = (id: string) => ({ 'data-inbox': id });

const hasNowhereToBe = () => {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body || activeElement.id === 'main';
};

const within = (id: string) => {
  const row = document.querySelector(`[data-inbox="${CSS.escape(id)}"]`);
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
