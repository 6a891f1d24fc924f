import { OPERATOR_LIST, type OperatorView } from '../../contract/operator.ts';
import { Minute } from '../parts/time.tsx';
import type { BoardControls } from './board.ts';
import { BoardCard } from './board-card.tsx';
import { GivenUpList } from './given-up-list.tsx';
import { counted } from './model.ts';
import { StateLine } from './state-line.tsx';
import { mailerWords, mailFailureWords } from './words.ts';

type Mail = OperatorView['mail'];

const Body = ({ mail }: { mail: Mail['failed'][number] }) => (
  <p class="given-up-note">
    To <bdi>{mail.recipient}</bdi>. {mailFailureWords(mail.failure)}, after{' '}
    {counted(mail.attempts, 'attempt')}; given up <Minute at={mail.failedAt} />.
  </p>
);

type Props = { board: BoardControls; mail: Mail };

/** Whether those get their mail who should know. */
export const MailCard = ({ board, mail }: Props) => (
  <BoardCard id="mail" title="Mail">
    <StateLine tone={mail.mailer === 'smtp' ? 'good' : 'quiet'}>
      {mailerWords[mail.mailer]}
    </StateLine>
    <p class="board-empty">
      {mail.waiting === 0 ? 'No mail waits' : `${counted(mail.waiting, 'mail')} waiting`}
      {mail.failed.length === 0 ? ', and none was given up.' : '.'}
    </p>
    {mail.failed.length > 0 && (
      <GivenUpList
        board={board}
        list="alerts"
        card="mail"
        retried="It is being sent once more."
        discarded="Discarded."
        loss="Whoever it was for will not get it."
        items={mail.failed.map((each) => ({
          id: each.id,
          title: each.subject,
          children: <Body mail={each} />,
        }))}
      />
    )}
    {mail.failed.length >= OPERATOR_LIST && (
      <p class="board-note">Only the newest {OPERATOR_LIST} are shown.</p>
    )}
  </BoardCard>
);
