export const tabs = [
  'general',
  'connection',
  'health',
  'auto-response',
  'aliases',
  'activity',
] as const;
export type Tab = (typeof tabs)[number];

/** The tab that an address names; `undefined` for one that there isn't. */
export const tabOf = (segment: string | undefined): Tab | undefined =>
  tabs.find((tab) => tab === (segment ?? 'general'));

export const tabPath = (base: string, tab: Tab) => (tab === 'general' ? base : `${base}/${tab}`);

/** The tab that an arrow key leads to, in a circle (WAI-ARIA APG, tabs). */
export const tabByKey = (key: string, from: Tab): Tab | undefined => {
  const at = tabs.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return tabs[(at + 1) % tabs.length];
    case 'ArrowLeft':
      return tabs[(at + tabs.length - 1) % tabs.length];
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
};
