type Scroll = Pick<HTMLElement, 'scrollLeft' | 'clientWidth' | 'scrollWidth'>;

// Where a page is zoomed, a row that is scrolled to its end may be a fraction short of it.
const NEARLY_PX = 1;

/** At which ends a row that scrolls sideways has more than it shows. */
export const moreBeyond = ({ scrollLeft, clientWidth, scrollWidth }: Scroll) => {
  const before = scrollLeft > NEARLY_PX;
  const after = scrollWidth - clientWidth - scrollLeft > NEARLY_PX;
  if (before && after) return 'both';
  if (before) return 'start';
  return after ? 'end' : 'none';
};

/** Tells the stylesheet by `data-more`, until the returned function is called. */
export const watchOverflow = (row: HTMLElement): (() => void) => {
  const tell = () => {
    row.dataset.more = moreBeyond(row);
  };
  const sizes = new ResizeObserver(tell);
  sizes.observe(row);
  row.addEventListener('scroll', tell, { passive: true });
  tell();
  return () => {
    sizes.disconnect();
    row.removeEventListener('scroll', tell);
  };
};
