// What people wait for while a sweep is under way.
import { sendOk } from '../api/client.ts';
import { quantile } from '../connector/quantile.ts';
import { beginRun } from './begin-run.ts';
import type { Control } from './control.ts';
import { tenantOf } from './rows.ts';
import { OPERATOR_TOKEN, type Runtime } from './runtime.ts';
import type { Counted } from './tally.ts';

const LEAST = 100;
const MOST = 400;
const WARM_UP = 20;
const PEEK_EVERY = 10;

type Times = { list: number[]; get: number[] };
type Spread = { p50: number; p99: number; requests: number };

export type Reading = {
  quiet: { list: Spread; get: Spread };
  sweeping: { list: Spread; get: Spread };
  statements: Counted[];
};

const PATH = `/api/orgs/${tenantOf(0)}/inboxes`;

const spreadOf = (times: readonly number[]): Spread => ({
  p50: quantile(times, 0.5),
  p99: quantile(times, 0.99),
  requests: times.length,
});

const spreads = ({ list, get }: Times) => ({ list: spreadOf(list), get: spreadOf(get) });

const readWhile = async (
  base: URL,
  ids: readonly string[],
  goesOn: (done: number) => Promise<boolean>,
): Promise<Times> => {
  const times: Times = { list: [], get: [] };
  for (let done = 0; done < MOST && (await goesOn(done)); done++) {
    times.list.push((await sendOk(base, { method: 'GET', path: PATH })).ms);
    const id = ids[done % ids.length];
    times.get.push((await sendOk(base, { method: 'GET', path: `${PATH}/${id}` })).ms);
  }
  return times;
};

const idsOf = async (base: URL): Promise<string[]> => {
  const page = JSON.parse((await sendOk(base, { method: 'GET', path: PATH })).text);
  return page.inboxes.map(({ id }: { id: string }) => id);
};

/** What each of these requests runs. */
const statementsOf = async (control: Control, base: URL, id: string): Promise<Counted[]> => {
  await control.statements();
  const paths = [PATH, `${PATH}/${id}`, `${PATH}/${id}/health`, `${PATH}?status=error`];
  for (const path of [...paths, `/api/orgs/${tenantOf(0)}/troubles`]) {
    await sendOk(base, { method: 'GET', path });
  }
  const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
  await sendOk(base, { method: 'GET', path: '/api/operator', headers });
  return control.statements();
};

/** Lists a tenant's inboxes and opens them in turn, in quiet and while so many messages are worked on. */
export const reading = async (
  control: Control,
  { urls }: Runtime,
  messages: number,
): Promise<Reading> => {
  const ids = await idsOf(urls.api);
  await readWhile(urls.api, ids, async (done) => done < WARM_UP);
  const quiet = await readWhile(urls.api, ids, async (done) => done < LEAST * 2);
  const sweeping: Times = { list: [], get: [] };
  while (sweeping.list.length < LEAST) {
    const { parts } = await beginRun(control, messages);
    const isUnderWay = async (done: number): Promise<boolean> =>
      done % PEEK_EVERY !== 0 || (await control.taken('peek')).messages < Math.min(parts, messages);
    const times = await readWhile(urls.api, ids, isUnderWay);
    await control.until((taken) => taken.messages + taken.letGo >= parts);
    sweeping.list.push(...times.list);
    sweeping.get.push(...times.get);
  }
  const statements = await statementsOf(control, urls.sweep, ids[0] ?? '');
  return { quiet: spreads(quiet), sweeping: spreads(sweeping), statements };
};
