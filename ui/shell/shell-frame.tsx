import { Mark } from '../parts/icons.tsx';
import { Skeleton } from '../parts/skeleton.tsx';

/** The shell before it is known who is there: something to see while a slow network answers. */
export const ShellFrame = () => (
  <>
    <header class="top-bar">
      <div class="top-bar-inner">
        <span class="brand">
          <Mark />
          <span class="brand-name">Letterbox</span>
        </span>
      </div>
    </header>
    <main id="main" class="page">
      <Skeleton rows={4} label="Loading" />
    </main>
  </>
);
