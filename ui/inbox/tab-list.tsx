import { useLocation } from 'preact-iso';
import { type Tab, tabByKey, tabPath, tabs } from './model.ts';

const names: Record<Tab, string> = { general: 'General', connection: 'Connection' };

export const tabId = (tab: Tab) => `tab-${tab}`;
export const panelId = (tab: Tab) => `panel-${tab}`;

/** Tabs with addresses of their own: one is in the tab order, arrow keys lead to the others. */
export const TabList = ({ base, selected }: { base: string; selected: Tab }) => {
  const { route } = useLocation();
  return (
    <div role="tablist" class="tabs" aria-label="Inbox settings">
      {tabs.map((tab) => (
        <a
          key={tab}
          role="tab"
          id={tabId(tab)}
          class="tab"
          href={tabPath(base, tab)}
          aria-selected={tab === selected}
          aria-controls={tab === selected ? panelId(tab) : undefined}
          tabIndex={tab === selected ? 0 : -1}
          onKeyDown={(event) => {
            const next = tabByKey(event.key, tab);
            if (event.key === ' ') event.currentTarget.click();
            if (next === undefined && event.key !== ' ') return;
            event.preventDefault();
            if (next === undefined) return;
            route(tabPath(base, next), true);
            document.getElementById(tabId(next))?.focus();
          }}
        >
          {names[tab]}
        </a>
      ))}
    </div>
  );
};
