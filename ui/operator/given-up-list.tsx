import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { describe } from '../messages.ts';
import { Button } from '../parts/button.tsx';
import { ConfirmDialog } from '../parts/dialog.tsx';
import { toast } from '../parts/toast.tsx';
import type { OperatorApi } from './api.ts';
import type { BoardControls } from './board.ts';
import { focusCard } from './board-card.tsx';

type List = 'dead-letters' | 'alerts';

type Item = { id: string; title: string; canRetry?: boolean; children: ComponentChildren };

type Props = {
  board: BoardControls;
  list: List;
  /** The part of the page that it is in. */
  card: string;
  items: Item[];
  /** What was done, once it is. */
  retried: string;
  discarded: string;
  /** What is lost with it. */
  loss: string;
};

/** What was given up, each to be tried again or to be forgotten. */
export const GivenUpList = ({ board, list, card, items, retried, discarded, loss }: Props) => {
  const busy = useSignal<string | null>(null);
  const doubtful = useSignal<Item | null>(null);
  const act = async (id: string, ask: (api: OperatorApi) => Promise<void>, done: string) => {
    busy.value = id;
    try {
      await board.change(ask);
      toast(done);
      // The button that was pressed goes with its row, and the question first.
      requestAnimationFrame(() => focusCard(card));
    } catch (error) {
      const { title, advice } = describe(error);
      toast(`${title} ${advice}`, { tone: 'bad' });
    } finally {
      busy.value = null;
      doubtful.value = null;
    }
  };
  const discard = ({ id }: Item) => act(id, (api) => api.discard(list, id), discarded);
  const asked = doubtful.value;
  return (
    <>
      <ul class="given-up">
        {items.map((item) => (
          <li key={item.id} class="given-up-item">
            <div class="given-up-words">
              <p class="given-up-title" dir="auto">
                {item.title}
              </p>
              {item.children}
            </div>
            <div class="given-up-actions">
              {item.canRetry !== false && (
                <Button
                  aria-label={`Try again: ${item.title}`}
                  busy={busy.value === item.id && asked === null}
                  onClick={() => void act(item.id, (api) => api.retry(list, item.id), retried)}
                >
                  Try again
                </Button>
              )}
              <Button
                look="quiet"
                aria-label={`Discard: ${item.title}`}
                onClick={() => {
                  doubtful.value = item;
                }}
              >
                Discard
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmDialog
          title="Discard it?"
          confirm="Discard"
          cancel="Keep it"
          busy={busy.value === asked.id}
          onConfirm={() => void discard(asked)}
          onCancel={() => {
            doubtful.value = null;
          }}
        >
          <p>
            <bdi>{asked.title}</bdi>. {loss}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
};
