import type { SettingsFinder } from './finder.ts';
import { announcement } from './words.ts';

/** Tells a screen reader how a search goes on; it has to be on the page before it has something to say. */
export const SearchAnnouncement = ({ finder }: { finder: SettingsFinder }) => (
  <p class="visually-hidden" aria-live="polite">
    {announcement(finder.state.value)}
  </p>
);
