import type { Command, CommandOf } from './commands.ts';

const by = 'owner';
const of = (inbox: number) => ({ by, inbox, elsewhere: false }) as const;
const seeing = (inbox: number) => ({ ...of(inbox), seen: 'newest' }) as const;
const unseeing = (inbox: number) => ({ ...of(inbox), seen: 'nothing' }) as const;

const create = (address: string, key: string | null = null): CommandOf<'create'> => ({
  ...{ do: 'create', by, at: 'acme', name: 'Support', address, type: 'imap', key },
});
const alias = (inbox: number, address: string, key: string | null = null): Command => ({
  ...{ do: 'add-alias', ...of(inbox), address, key },
});
const answer = (inbox: number): Command => ({ do: 'answer', ...unseeing(inbox), enabled: true });
const remove = (inbox: number, tickets: 'undecided' | 'close' | number): Command => ({
  ...{ do: 'delete', ...unseeing(inbox), tickets },
});
const connect = (inbox: number): Command => ({
  ...{ do: 'connect', ...unseeing(inbox), servers: 'working', verify: false },
});
const plain = (what: 'archive' | 'restore' | 'disconnect', inbox: number): Command => ({
  do: what,
  ...unseeing(inbox),
});
const rename = (inbox: number, name: string): Command => ({ do: 'rename', ...seeing(inbox), name });
const ticket = (inbox: number): Command => ({ do: 'ticket', inbox, status: 'open' });

const TWO = [create('support@acme.test'), create('sales@acme.test')];
const THREE = [...TWO, create('billing@acme.test')];
const FULL = [...TWO, plain('archive', 0), create('billing@acme.test')];

/** What must not both come true, and how the answers may fall: in the order of `rivals`. */
type Conflict = {
  rule: string;
  before: readonly Command[];
  rivals: readonly Command[];
  ends: number[][];
};

/** Pairs of requests that want what only one of them can have. */
export const CONFLICTS: Conflict[] = [
  {
    rule: 'tickets are not transferred to an inbox that is archived meanwhile',
    before: [...TWO, ticket(0)],
    rivals: [remove(0, 1), plain('archive', 1)],
    ends: [
      [204, 200],
      [409, 200],
    ],
  },
  {
    rule: 'tickets are not transferred to an inbox that is deleted meanwhile',
    before: [...TWO, ticket(0)],
    rivals: [remove(0, 1), remove(1, 'undecided')],
    ends: [
      [204, 409],
      [409, 204],
    ],
  },
  {
    rule: 'two inboxes that are transferred to one another leave one of them',
    before: [...TWO, ticket(0), ticket(1)],
    rivals: [remove(0, 1), remove(1, 0)],
    ends: [
      [204, 409],
      [409, 204],
      [204, 404],
      [404, 204],
    ],
  },
  {
    rule: 'a ticket comes in before an inbox is deleted, which then needs a decision, or finds none',
    before: TWO,
    rivals: [remove(0, 'undecided'), ticket(0)],
    ends: [
      [204, 409],
      [409, 201],
    ],
  },
  {
    rule: 'a ticket that comes in while an inbox is deleted is closed with it, or finds none',
    before: [...TWO, ticket(0)],
    rivals: [remove(0, 'close'), ticket(0)],
    ends: [
      [204, 201],
      [204, 409],
    ],
  },
  {
    rule: 'the last place of the plan goes to one',
    before: TWO,
    rivals: [create('billing@acme.test'), create('größe@müller.example')],
    ends: [
      [201, 409],
      [409, 201],
    ],
  },
  {
    rule: 'the last place of the plan goes to a new inbox or to a restored one',
    before: [...TWO, plain('archive', 0), create('größe@müller.example')],
    rivals: [create('billing@acme.test'), plain('restore', 0)],
    ends: [
      [201, 409],
      [409, 200],
    ],
  },
  {
    rule: 'a place that is given up may be taken, or be taken too early',
    before: FULL,
    rivals: [plain('archive', 1), plain('restore', 0)],
    ends: [
      [200, 200],
      [200, 409],
    ],
  },
  {
    rule: 'an address goes to one inbox',
    before: TWO,
    rivals: [create('größe@müller.example'), create('GRÖßE@xn--mller-kva.example')],
    ends: [
      [201, 409],
      [409, 201],
    ],
  },
  {
    rule: 'an address goes to an inbox or to an alias',
    before: TWO,
    rivals: [create('billing@acme.test'), alias(0, 'billing@acme.test')],
    ends: [
      [201, 409],
      [409, 201],
    ],
  },
  {
    rule: 'an address goes to one alias',
    before: TWO,
    rivals: [alias(0, 'billing@acme.test'), alias(1, 'billing@acme.test')],
    ends: [
      [201, 409],
      [409, 201],
    ],
  },
  {
    rule: 'of two changes of the same version one wins',
    before: TWO,
    rivals: [rename(0, 'One'), rename(0, 'Other')],
    ends: [
      [200, 412],
      [412, 200],
    ],
  },
  {
    rule: 'an inbox is connected or disconnected in the end, and has credentials accordingly',
    before: [...TWO, connect(0)],
    rivals: [plain('disconnect', 0), connect(0)],
    ends: [
      [200, 200],
      [200, 412],
    ],
  },
  {
    rule: 'of two inboxes that share a mailbox one answers',
    before: [create('support@acme.test'), create('support+vip@acme.test')],
    rivals: [answer(0), answer(1)],
    ends: [
      [200, 409],
      [409, 200],
    ],
  },
  {
    rule: 'an inbox does not get an alias that reaches another that begins to answer',
    before: [create('support@acme.test'), create('sales@acme.test'), answer(0)],
    rivals: [answer(1), alias(1, 'support+vip@acme.test')],
    ends: [
      [200, 409],
      [409, 201],
    ],
  },
  {
    rule: 'an Idempotency-Key makes one inbox, however many requests carry it',
    before: TWO,
    rivals: [create('billing@acme.test', 'key'), create('billing@acme.test', 'key')],
    ends: [[201, 201]],
  },
  {
    rule: 'an Idempotency-Key makes one alias, however many requests carry it',
    before: TWO,
    rivals: [0, 0, 0].map((inbox) => alias(inbox, 'billing@acme.test', 'key')),
    ends: [[201, 201, 201]],
  },
  {
    rule: 'an Idempotency-Key is of one request',
    before: TWO,
    rivals: [create('billing@acme.test', 'key'), create('größe@müller.example', 'key')],
    ends: [
      [201, 422],
      [422, 201],
    ],
  },
  {
    rule: 'an inbox that is deleted gets no alias',
    before: THREE,
    rivals: [remove(0, 'undecided'), alias(0, 'support+vip@acme.test'), rename(0, 'Late')],
    ends: [
      [204, 201, 200],
      [204, 201, 404],
      [204, 404, 200],
      [204, 404, 404],
    ],
  },
];
