import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { watchOverflow } from './overflow.ts';
import { type Tab, tabByKey, tabPath, tabs } from './tabs.ts';

const names: Record<Tab, string> = {
  general: 'General',
  connection: 'Connection',
  health: 'Health',
  'auto-response': 'Auto-response',
  aliases: 'Aliases',
  activity: 'Activity',
};

export const tabId = (tab: Tab) => `tab-${tab}`;
export const panelId = (tab: Tab) => `panel-${tab}`;

/** Tabs with addresses of their own: one is in the tab order, arrow keys lead to the others. */
export const TabList = ({ base, selected }: { base: string; selected: Tab }) => {
  const { route } = useLocation();
  const list = useRef<HTMLDivElement>(null);
  // Only the list scrolls, where it does not fit; scrollIntoView would move the page too.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (!list.current || !tab) return;
    list.current.scrollLeft = tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2;
  }, [selected]);
  useEffect(() => (list.current ? watchOverflow(list.current) : undefined), []);
  return (
    <div ref={list} role="tablist" class="tabs" aria-label="Inbox settings">
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
