import { Notice } from '../parts/notice.tsx';
import { type Concern, concernsOf } from './attention.ts';
import { counted, type Seen } from './model.ts';

const titles: Record<Concern['tone'], (count: number) => string> = {
  bad: (count) => `${counted(count, 'thing is', 'things are')} wrong`,
  warn: (count) => `${counted(count, 'thing', 'things')} to look at`,
};

const OfTone = ({ tone, all }: { tone: Concern['tone']; all: Concern[] }) => {
  const concerns = all.filter((each) => each.tone === tone);
  if (concerns.length === 0) return null;
  return (
    <Notice tone={tone} title={titles[tone](concerns.length)}>
      <ul class="concern-list">
        {concerns.map(({ words, section }) => (
          <li key={words}>
            <a class="concern-link" href={`#${section}`}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
};

/** What needs somebody, each with the way to its part of the page; or that nothing does. */
export const ConcernList = ({ seen }: { seen: Seen }) => {
  const concerns = concernsOf(seen);
  return (
    <section class="concerns" aria-label="Needs attention">
      {concerns.length === 0 && <Notice tone="good" title="All is well" />}
      <OfTone tone="bad" all={concerns} />
      <OfTone tone="warn" all={concerns} />
    </section>
  );
};
