import { quantile } from '../connector/quantile.ts';
import { table } from '../connector/table.ts';
import { kinds, type Load } from './load.ts';

type Verified = { inboxes: number; unopened: number; lost: number };

export type Results = {
  options: { inboxes: number; kills: number; clients: number };
  plain: Load;
  calm: { load: Load; rows: number; ms: number; verified: Verified };
  stormy: { load: Load; unopened: number; left: number; verified: Verified };
  /** What the deployment answers that no longer has the old key. */
  withoutOldKey: number;
};

const ms = (value: number) => value.toFixed(1);

const latency = ({ plain, calm }: Results): string => {
  const rows = kinds.map((kind) => {
    const one = plain.times[kind];
    const other = calm.load.times[kind];
    return [
      kind,
      ...[`${one.length}`, ms(quantile(one, 0.5)), ms(quantile(one, 0.99))],
      ...[`${other.length}`, ms(quantile(other, 0.5)), ms(quantile(other, 0.99))],
    ];
  });
  const without = ['without', 'p50', 'p99'];
  return table(['ms', ...without, 'while re-sealing', 'p50', 'p99'], rows);
};

const refusals = ({ plain, calm, stormy }: Results): string[] => [
  ...plain.refused,
  ...calm.load.refused,
  ...stormy.load.refused,
];

type Claim = [isTrue: boolean, words: string];

const claims = (results: Results): Claim[] => {
  const { calm, stormy, withoutOldKey } = results;
  const written = calm.load.passwords.size + stormy.load.passwords.size;
  return [
    [calm.verified.unopened === 0 && calm.verified.lost === 0, 'undisturbed, nothing was lost'],
    [stormy.unopened === 0, `after each kill everything opened (${stormy.unopened} did not)`],
    [
      stormy.verified.unopened === 0 && stormy.verified.lost === 0,
      `killed again and again, nothing was lost of ${stormy.verified.inboxes.toLocaleString('en')} (${stormy.verified.lost} were)`,
    ],
    [stormy.left === 0, `the old key’s count is ${stormy.left}`],
    [written > 0, `${written} inboxes were given new passwords meanwhile`],
    [refusals(results).length === 0, `${refusals(results).length} requests were refused`],
    [withoutOldKey === 200, `without the old key the API answers ${withoutOldKey}`],
  ];
};

/** Whether all that is promised held. */
export const isFine = (results: Results): boolean => claims(results).every(([isTrue]) => isTrue);

/** The figures and the verification as a person reads them. */
export const report = (results: Results): string => {
  const { options, calm, stormy } = results;
  const perSecond = (calm.rows / calm.ms) * 1000;
  const speed = `${calm.rows.toLocaleString('en')} inboxes re-sealed in ${(calm.ms / 1000).toFixed(1)} s under ${options.clients} clients: ${perSecond.toFixed(0)} a second`;
  const verdicts = claims(results).map(([isTrue, words]) => `${isTrue ? 'yes' : 'NO '}  ${words}`);
  const cut = `${stormy.load.cutOff} requests were cut off by ${options.kills} kills.`;
  const first = refusals(results).slice(0, 3).join('\n');
  return [latency(results), speed, cut, verdicts.join('\n'), first]
    .filter((part) => part !== '')
    .join('\n\n');
};
