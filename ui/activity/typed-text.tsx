import { useSignal } from '@preact/signals';
import { shortened } from './shortened.ts';

/** What a person typed, line by line; of a long text the beginning, until somebody asks for all. */
export const TypedText = ({ text }: { text: string }) => {
  const isOpen = useSignal(false);
  const short = shortened(text);
  if (short === null) return <bdi class="event-text">{text}</bdi>;
  return (
    <>
      <bdi class="event-text">{isOpen.value ? text : `${short}…`}</bdi>{' '}
      <button
        type="button"
        class="event-more"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        {isOpen.value ? 'Show less' : 'Show all'}
      </button>
    </>
  );
};
