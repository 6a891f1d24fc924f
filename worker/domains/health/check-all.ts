import type { Deps } from '../../deps.ts';
import { atMost } from '../../platform/at-most.ts';
import type { Counted } from '../../platform/count.ts';
import { describeError } from '../../platform/log.ts';
import { checkStored, type StoredCheck } from '../connections/check-stored.ts';
import type { InboxRow } from '../inboxes/tables.ts';

/** A Worker has six outgoing connections at a time. */
const AT_ONCE = 6;
const CHECK_TIMEOUT_MS = 30_000;
/** One inbox that the connector fails at may be its own; two are the connector's. */
const OUTS_TO_BREAK_OFF = 2;

/** How a check ended, or that it was `left` for later or has `thrown`. */
export type Outcome = StoredCheck | { kind: 'left' } | { kind: 'thrown' };
export type Checked = { row: InboxRow; check: Outcome };

export type Work = {
  requestId: string;
  endsAt: number;
  /** The connector answers for others: what it fails at here is the inboxes' own. */
  isConnectorThere: boolean;
};

const endOf = (check: Outcome): string => {
  if (check.kind === 'out') return `${check.part}-out`;
  if (check.kind !== 'found') return check.kind;
  return check.finding.kind === 'passed' ? 'passed' : check.finding.code;
};

export const isConnectorOut = ({ check }: Checked): boolean =>
  check.kind === 'out' && check.part === 'connector';

/** Whether a check got as far as an inbox's mail servers. */
export const isOfServers = ({ row, check }: Checked): boolean =>
  row.connectionType === 'imap' && check.kind === 'found';

// Where the connector answers for others, what it fails at is this inbox's own.
const withoutChance = (checked: Checked[], isConnectorThere: boolean): Checked[] => {
  const isAlone = checked.filter(isConnectorOut).length < OUTS_TO_BREAK_OFF;
  if (!isConnectorThere && !(isAlone && checked.some(isOfServers))) return checked;
  return checked.map((one) => (isConnectorOut(one) ? { ...one, check: { kind: 'thrown' } } : one));
};

/** Checks inboxes, six at a time, until the connector is out or busy or the time is up; the rest is left. */
export const checkAll = async (
  deps: Deps,
  rows: readonly InboxRow[],
  { requestId, endsAt, isConnectorThere }: Work,
): Promise<Checked[]> => {
  const tally: Counted[] = [];
  let outs = 0;
  let isBusy = false;
  const check = async (row: InboxRow): Promise<Outcome> => {
    const began = deps.now().getTime();
    if (isBusy || outs >= OUTS_TO_BREAK_OFF || began > endsAt) return { kind: 'left' };
    const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    const ended = await checkStored(deps, row, { requestId, signal }).catch((error: unknown) => {
      deps.log('error', 'check-failed', { requestId, inbox: row.id, error: describeError(error) });
      return { kind: 'thrown' } as const;
    });
    isBusy ||= ended.kind === 'busy';
    outs += isConnectorOut({ row, check: ended }) ? 1 : 0;
    tally.push({ what: row.connectionType, end: endOf(ended), ms: deps.now().getTime() - began });
    return ended;
  };
  const checked = await atMost(AT_ONCE, rows, async (row) => ({ row, check: await check(row) }));
  deps.count(tally);
  return withoutChance(checked, isConnectorThere);
};
