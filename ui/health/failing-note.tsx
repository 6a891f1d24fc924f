import type { Inbox } from '../../contract/inbox.ts';
import { clock } from '../clock.ts';
import { Moment } from '../parts/time.tsx';

type Failing = NonNullable<Inbox['failing']>;

const checks = (count: number) => (count === 1 ? '1 check failed' : `${count} checks failed`);

/** When the next check is; one that is due may take a minute to begin. */
export const NextCheck = ({ at }: { at: string }) =>
  Date.parse(at) <= clock.value.getTime() ? (
    <>next within a few minutes</>
  ) : (
    <>
      next at <Moment at={at} />
    </>
  );

/** Of an inbox whose sign-in has been refused for so long that trying it again is left to people. */
export const NoLongerChecked = () => (
  <>It has failed for two weeks and is no longer checked by itself. Check now once it is mended.</>
);

/** That checks fail, of an inbox that is not in error for it. */
export const FailingNote = ({ failing }: { failing: Failing }) => (
  <>
    {checks(failing.checks)}
    {failing.nextCheckAt && (
      <>
        ; <NextCheck at={failing.nextCheckAt} />
      </>
    )}
  </>
);
