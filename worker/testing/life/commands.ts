import fc from 'fast-check';
import { inboxCreation } from '../../../contract/inbox.ts';

export type Tenant = 'acme' | 'zeta';

/** Who asks, as seen from the tenant that is asked for: a stranger owns the other one. */
export type By = 'owner' | 'admin' | 'agent' | 'stranger';

/** What a person says of the version they have on the screen. */
export type Seen = 'nothing' | 'newest' | 'older';

/** The mail servers somebody enters: the password is right, wrong, or of an account that is not there. */
export type Servers = 'working' | 'wrong' | 'other';

/** The accounts at Google that somebody may sign in as. */
export type Account = 'support@acme.test' | 'sales@acme.test';

type Asked = { by: By };
/** The inbox by number, see `request.ts`; `elsewhere`: by way of the other tenant. */
type OfInbox = Asked & { inbox: number; elsewhere: boolean };
type Changing = OfInbox & { seen: Seen };

/** One thing that somebody asks of the API, or that the pipeline does: a ticket that comes in. */
export type Command =
  | (Asked & {
      do: 'create';
      at: Tenant;
      name: string;
      address: string;
      type: 'imap' | 'gmail';
      key: string | null;
    })
  | (Changing & { do: 'rename'; name: string })
  | (Changing & { do: 'answer'; enabled: boolean })
  | (OfInbox & { do: 'add-alias'; address: string; key: string | null })
  | (OfInbox & { do: 'remove-alias'; alias: number })
  | (Changing & { do: 'connect'; servers: Servers; verify: boolean })
  | (OfInbox & { do: 'check' })
  /** At Google, as whom; and takes over that account's address where it is asked to. */
  | (OfInbox & { do: 'sign-in'; account: Account; accept: boolean })
  | (Changing & { do: 'disconnect' | 'archive' | 'restore' })
  | (Changing & { do: 'delete'; tickets: 'undecided' | 'close' | number })
  | { do: 'ticket'; inbox: number; status: 'open' | 'pending' | 'closed' };

export type CommandOf<Do extends Command['do']> = Extract<Command, { do: Do }>;

/** Spellings of five addresses, and the four mailboxes that they end up in. */
export const ADDRESSES: Record<string, { key: string; mailbox: string }> = {
  'support@acme.test': { key: 'support', mailbox: 'support' },
  'SUPPORT@Acme.Test': { key: 'support', mailbox: 'support' },
  'support+vip@acme.test': { key: 'support+vip', mailbox: 'support' },
  'sales@acme.test': { key: 'sales', mailbox: 'sales' },
  'billing@acme.test': { key: 'billing', mailbox: 'billing' },
  'größe@müller.example': { key: 'größe', mailbox: 'größe' },
  'GRÖßE@xn--mller-kva.example': { key: 'größe', mailbox: 'größe' },
};

const record = <Shape extends object>(shape: { [Key in keyof Shape]: fc.Arbitrary<Shape[Key]> }) =>
  fc.record<Shape, keyof Shape>(shape, { noNullPrototype: true });

const { name: nameSchema } = inboxCreation.shape;

const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => nameSchema.safeParse(text).success);

const often = <Value>(value: Value, ...others: Value[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(value) },
    ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })),
  );

const address = fc.constantFrom('support+vip@acme.test', ...Object.keys(ADDRESSES));
const key = fc.constantFrom(null, null, null, null, 'first', 'second');
const by = often<By>('owner', 'admin', 'admin', 'admin', 'agent', 'stranger');
const inbox = fc.nat({ max: 6 });
const ofInbox = { by, inbox, elsewhere: often(false, true) };
const changing = { ...ofInbox, seen: often<Seen>('nothing', 'newest', 'newest', 'older') };

const create = record({
  do: fc.constant('create' as const),
  ...{ by, at: often<Tenant>('acme', 'zeta'), name, address },
  ...{ type: fc.constantFrom<'imap' | 'gmail'>('imap', 'imap', 'imap', 'gmail'), key },
});
const ticket = record({
  do: fc.constant('ticket' as const),
  ...{ inbox, status: fc.constantFrom('open' as const, 'pending' as const, 'closed' as const) },
});
const rename = record({ do: fc.constant('rename' as const), ...changing, name });
const answer = record({
  do: fc.constant('answer' as const),
  ...{ ...changing, enabled: fc.constantFrom(true, true, true, false) },
});
const addAlias = record({ do: fc.constant('add-alias' as const), ...ofInbox, address, key });
const removeAlias = record({
  do: fc.constant('remove-alias' as const),
  ...{ ...ofInbox, alias: fc.constantFrom(0, 0, 1) },
});
const connect = record({
  do: fc.constant('connect' as const),
  ...{ ...changing, servers: fc.constantFrom<Servers>('working', 'wrong', 'other') },
  verify: fc.constant(false),
});
const plain = record({
  do: fc.constantFrom(
    'disconnect' as const,
    'archive' as const,
    'archive' as const,
    'restore' as const,
  ),
  ...changing,
});
const deletion = record({
  do: fc.constant('delete' as const),
  ...changing,
  tickets: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom('undecided' as const, 'undecided' as const, 'close' as const),
    },
    { weight: 3, arbitrary: inbox },
  ),
});

/** What takes no connection test: quick, and one moment of the database. */
export const quickCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: create },
  { weight: 2, arbitrary: rename },
  { weight: 5, arbitrary: answer },
  { weight: 4, arbitrary: addAlias },
  { weight: 2, arbitrary: removeAlias },
  { weight: 3, arbitrary: connect },
  { weight: 7, arbitrary: plain },
  { weight: 3, arbitrary: deletion },
  { weight: 3, arbitrary: ticket },
);

const signIn = record({
  do: fc.constant('sign-in' as const),
  ...ofInbox,
  account: fc.constantFrom<Account>('support@acme.test', 'sales@acme.test'),
  accept: fc.boolean(),
});

const testing = fc.oneof(
  signIn,
  connect.map((command) => ({ ...command, verify: true })),
  record({ do: fc.constant('check' as const), ...ofInbox }),
);

/** Anything, now and then with a test of real mail servers or a sign-in at a provider. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 16, arbitrary: quickCommand },
  { weight: 2, arbitrary: testing },
);

const MAX_FIRST = 4;

type Step = Command | { again: number };

const repeated = (steps: readonly Step[]): Command[] => {
  const commands: Command[] = [];
  for (const step of steps) {
    const command = 'again' in step ? commands.at(-1 - step.again) : step;
    if (command) commands.push(command);
  }
  return commands;
};

/** Inboxes to begin with, then commands; now and then what was asked shortly before is asked again. */
export const sequenceOf = (
  command: fc.Arbitrary<Command>,
  maxLength: number,
): fc.Arbitrary<Command[]> => {
  const again = record({ again: fc.nat({ max: 2 }) });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 9, arbitrary: command },
    { weight: 1, arbitrary: again },
  );
  const first = create.map((command) => ({ ...command, by: 'owner' as const }));
  const rest = maxLength - MAX_FIRST;
  // Most sequences are long, or they would end before anything can happen; they shrink to short ones.
  const steps = fc.oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.array(step, { maxLength: rest, size: 'max' }) },
    {
      weight: 3,
      arbitrary: fc.array(step, { minLength: Math.ceil(rest / 2), maxLength: rest, size: 'max' }),
    },
  );
  return fc
    .noBias(fc.tuple(fc.array(first, { maxLength: MAX_FIRST }), steps))
    .map(([beginning, later]) => repeated([...beginning, ...later]));
};
