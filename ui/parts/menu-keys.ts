const startsWith = (label: string, letter: string) =>
  label.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase());

/** The item that a key leads to from the one at `at` (WAI-ARIA APG, menu); `undefined` for any other key. */
export const itemByKey = (key: string, at: number, labels: readonly string[]) => {
  const count = labels.length;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return key.length === 1 && key !== ' ' ? itemByLetter(key, at, labels) : undefined;
  }
};

const itemByLetter = (letter: string, at: number, labels: readonly string[]) => {
  const following = labels.map((_, step) => (at + 1 + step) % labels.length);
  return following.find((index) => startsWith(labels[index] ?? '', letter));
};
