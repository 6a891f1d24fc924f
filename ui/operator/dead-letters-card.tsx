import { OPERATOR_LIST, type OperatorView } from '../../contract/operator.ts';
import { Minute } from '../parts/time.tsx';
import type { BoardControls } from './board.ts';
import { BoardCard } from './board-card.tsx';
import { GivenUpList } from './given-up-list.tsx';
import { letterWords } from './words.ts';

type Letter = OperatorView['deadLetters'][number];

const Body = ({ letter }: { letter: Letter }) => (
  <>
    <p class="given-up-note">
      Given up <Minute at={letter.at} />
      {!letter.canRetry && '. Trying again would not help: it can only be discarded.'}
    </p>
    <details class="letter-asked">
      <summary>What was asked</summary>
      <pre class="letter-asked-body" dir="auto">
        {letter.body}
      </pre>
    </details>
  </>
);

type Props = { board: BoardControls; letters: Letter[] };

/** Messages of the queues that failed too often. */
export const DeadLettersCard = ({ board, letters }: Props) => (
  <BoardCard id="dead-letters" title="Dead letters">
    {letters.length === 0 ? (
      <p class="board-empty">Nothing was given up.</p>
    ) : (
      <GivenUpList
        board={board}
        list="dead-letters"
        card="dead-letters"
        retried="Put back on its queue."
        discarded="Discarded."
        loss="What it asked for is not done; inboxes are checked in their next sweep all the same."
        items={letters.map((letter) => ({
          id: letter.id,
          title: letterWords(letter.body),
          canRetry: letter.canRetry,
          children: <Body letter={letter} />,
        }))}
      />
    )}
    {letters.length >= OPERATOR_LIST && (
      <p class="board-note">Only the newest {OPERATOR_LIST} are shown.</p>
    )}
  </BoardCard>
);
