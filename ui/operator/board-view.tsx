import { Mark } from '../parts/icons.tsx';
import { ProblemNotice } from '../parts/notice.tsx';
import { PageHeading } from '../parts/page.tsx';
import type { BoardControls } from './board.ts';
import { BoardHead } from './board-head.tsx';
import { ChecksCard } from './checks-card.tsx';
import { ConcernList } from './concern-list.tsx';
import { ConnectorCard } from './connector-card.tsx';
import { DeadLettersCard } from './dead-letters-card.tsx';
import { FailingCard } from './failing-card.tsx';
import { Figures } from './figures.tsx';
import { KeysCard } from './keys-card.tsx';
import { MailCard } from './mail-card.tsx';
import type { Board } from './model.ts';
import { ProvidersCard } from './providers-card.tsx';

type Props = { board: BoardControls; now: Extract<Board, { kind: 'open' }> };

/** All that is known, the most pressing first. */
export const BoardView = ({ board, now }: Props) => {
  const { view, keys } = now.seen;
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <header class="top-bar">
        <div class="top-bar-inner">
          <span class="brand">
            <Mark />
            <span class="brand-name">Letterbox</span>
          </span>
        </div>
      </header>
      <main id="main" class="page" tabIndex={-1}>
        <PageHeading
          title="Operator"
          lead={<span>Version {view.version}</span>}
          actions={<BoardHead board={board} now={now} />}
        />
        <div class="board">
          {now.error !== null && <ProblemNotice error={now.error} />}
          <ConcernList seen={now.seen} />
          <Figures view={view} />
          <div class="board-columns">
            <ChecksCard view={view} />
            <ConnectorCard view={view} />
          </div>
          <FailingCard view={view} />
          <ProvidersCard view={view} />
          <DeadLettersCard board={board} letters={view.deadLetters} />
          <MailCard board={board} mail={view.mail} />
          <KeysCard board={board} keys={keys} isRefreshing={now.isRefreshing} />
        </div>
      </main>
    </>
  );
};
