import type { OperatorView } from '../../contract/operator.ts';
import { counted, shown } from './model.ts';

type FigureProps = { name: string; value: string; note: string };

const Figure = ({ name, value, note }: FigureProps) => (
  <div class="figure">
    <dt class="figure-name">{name}</dt>
    <dd class="figure-value">{value}</dd>
    <dd class="figure-note">{note}</dd>
  </div>
);

type Queues = OperatorView['queues'];

/** What is known to wait; not every queue tells. */
const waitingIn = ({ checks, jobs }: Queues): string =>
  checks === null && jobs === null ? '–' : shown((checks ?? 0) + (jobs ?? 0));

const waitingNote = ({ checks, jobs }: Queues): string => {
  const of = (name: string, depth: number | null) =>
    depth === null ? `${name} unknown` : `${shown(depth)} for ${name}`;
  return `${of('checks', checks)}, ${of('jobs', jobs)}`;
};

/** The four numbers to look at first. */
export const Figures = ({ view }: { view: OperatorView }) => {
  const { checks, deadLetters, inboxes, mail, queues } = view;
  const errors = inboxes.failing.reduce((sum, cause) => sum + cause.errors, 0);
  const failing = inboxes.failing.reduce((sum, cause) => sum + cause.count, 0);
  return (
    <dl class="figures">
      <Figure
        name="Checks a minute"
        value={shown(checks.perMinute)}
        note={`each inbox every ${checks.intervalMinutes} min`}
      />
      <Figure
        name="Inboxes in use"
        value={shown(inboxes.active)}
        note={`${shown(failing)} failing, ${shown(errors)} in error`}
      />
      <Figure name="Messages waiting" value={waitingIn(queues)} note={waitingNote(queues)} />
      <Figure
        name="Given up"
        value={shown(deadLetters.length + mail.failed.length)}
        note={`${counted(deadLetters.length, 'message')}, ${counted(mail.failed.length, 'mail')}`}
      />
    </dl>
  );
};
