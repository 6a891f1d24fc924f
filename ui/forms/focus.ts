/** Once the screen shows its errors, takes the person to the first of them. */
export const focusFirstError = (within: HTMLElement | null | undefined) => {
  requestAnimationFrame(() => {
    const target =
      within?.querySelector<HTMLElement>(
        'input[aria-invalid="true"], select[aria-invalid="true"], [data-invalid="true"]',
      ) ?? within?.querySelector<HTMLElement>('[data-error-focus]');
    target?.focus();
  });
};
