import { expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import {
  allow,
  become,
  checks,
  columnOf,
  lacking,
  type Machine,
  paymentOf,
  paymentWhileHeld,
  returnState,
  settledStatus,
  states,
  type Statuses,
  type StepName,
  steps,
} from './life-cycle.ts';

/** All that may be done with an order and all that it may become, said once more and apart from the rules. */

const situations = {
  'to pick': ['placed', 'to-pick'],
  'partly sent': ['placed', 'part-shipped'],
  held: ['placed', 'held'],
  'sent, money due': ['placed', 'shipped'],
  sent: ['closed', 'shipped'],
  'handed over': ['closed', 'handed-over'],
  cancelled: ['cancelled', 'none'],
  'a return': ['closed', 'none'],
} as const satisfies Record<string, readonly [Statuses['status'], Statuses['fulfilmentStatus']]>;

const [gone, nothing, over] = ['orders.already-fulfilled', 'orders.nothing-to-fulfil', 'orders.already-cancelled'];
const yes = 'allowed';
const held = 'orders.held';
const free = 'orders.not-held';

/** In the order of the situations above. */
const answers: Record<StepName, readonly (string | undefined)[]> = {
  'orders.fulfil': [yes, yes, held, gone, gone, gone, over, nothing],
  'orders.hold': [yes, yes, held, gone, gone, gone, over, nothing],
  'orders.readyToCollect': [yes, yes, held, gone, gone, gone, over, nothing],
  'orders.release': [free, free, yes, free, free, free, over, free],
  'orders.cancel': [yes, gone, yes, gone, gone, gone, nothing, nothing],
  'orders.edit': [yes, yes, yes, yes, yes, yes, over, nothing],
  'orders.collect': [yes, yes, yes, yes, yes, yes, over, yes],
  'orders.refund': [yes, yes, yes, yes, yes, yes, yes, yes],
  'orders.setOff': [yes, yes, yes, yes, yes, yes, over, yes],
  'orders.captureFailed': [yes, yes, yes, yes, yes, yes, yes, yes],
  'orders.refundRefused': [yes, yes, yes, yes, yes, yes, yes, yes],
};
const names = Object.keys(steps) as StepName[];
const order = { id: 'o', number: '#10001', version: 3, paymentStatus: 'paid' as const };

function refusal(work: () => void): DomainError | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

test.each(names)('%s is allowed where it says so, and the screen hears the same', (by) => {
  for (const [at, [words, [status, fulfilmentStatus]]] of Object.entries(situations).entries()) {
    const refused = refusal(() => allow(by, { ...order, status, fulfilmentStatus }));
    expect(refused?.code ?? yes, words).toBe(answers[by][at]);
    if (refused) expect(refused.details, words).toEqual({ orderId: 'o', number: '#10001' });
    const lacks = lacking(by, { ...order, status, fulfilmentStatus });
    expect(lacks === undefined ? yes : checks[lacks].refuse({ orderId: '', number: '' }).code, words).toBe(
      answers[by][at],
    );
  }
});

const settling = [
  ...['authorised > part-paid', 'authorised > paid'],
  ...['unpaid > part-paid', 'unpaid > paid', 'part-paid > paid'],
];

/** `from > to`; whatever is not here cannot become of an order. */
const changes: Record<StepName, Partial<Record<Machine, readonly string[]>>> = {
  'orders.fulfil': {
    order: ['placed > closed'],
    fulfilment: [
      ...['to-pick > part-shipped', 'to-pick > shipped', 'to-pick > handed-over'],
      ...['part-shipped > shipped', 'part-shipped > handed-over'],
    ],
  },
  'orders.hold': { fulfilment: ['to-pick > held', 'part-shipped > held'] },
  'orders.readyToCollect': {},
  'orders.release': { fulfilment: ['held > to-pick', 'held > part-shipped'] },
  'orders.cancel': {
    order: ['placed > cancelled'],
    payment: [
      ...['paid > part-paid', 'paid > unpaid', 'paid > refunded', 'part-paid > unpaid', 'part-paid > refunded'],
      ...['authorised > part-paid', 'authorised > unpaid', 'authorised > refunded'],
    ],
    fulfilment: ['to-pick > none', 'held > none'],
  },
  'orders.edit': {
    order: ['placed > closed', 'closed > placed'],
    payment: [
      ...['unpaid > part-paid', 'unpaid > paid', 'part-paid > unpaid'],
      ...['part-paid > paid', 'paid > unpaid', 'paid > part-paid'],
      ...['authorised > unpaid', 'authorised > part-paid', 'authorised > paid'],
    ],
    fulfilment: [
      ...['part-shipped > shipped', 'part-shipped > handed-over', 'held > shipped', 'held > handed-over'],
      ...['held > part-shipped', 'shipped > part-shipped', 'shipped > handed-over'],
      ...['handed-over > part-shipped', 'handed-over > shipped'],
    ],
  },
  'orders.collect': {
    order: ['placed > closed'],
    payment: [...settling],
  },
  'orders.refund': {
    order: ['placed > closed'],
    payment: [
      ...['unpaid > part-paid', 'unpaid > paid', 'unpaid > refunded'],
      ...['part-paid > paid', 'part-paid > refunded'],
    ],
  },
  'orders.setOff': {
    order: ['placed > closed'],
    payment: [...settling],
  },
  'orders.captureFailed': {
    payment: ['authorised > unpaid'],
    fulfilment: ['to-pick > held', 'part-shipped > held'],
  },
  'orders.refundRefused': { payment: ['paid > part-paid', 'refunded > part-paid', 'unpaid > part-paid'] },
};

test.each(names)('%s takes an order where it says so, and nowhere else', (by) => {
  for (const machine of Object.keys(columnOf) as Machine[]) {
    const column = columnOf[machine];
    const all = Object.keys(states[machine]);
    const done = all.flatMap((from) =>
      all.flatMap((to) => {
        const before = { ...order, status: 'placed', fulfilmentStatus: 'to-pick', [column]: from } as never;
        try {
          expect(become(by, before, { [column]: to })).toEqual({ [column]: to, version: 4 });
          return from === to ? [] : [`${from} > ${to}`];
        } catch (error) {
          expect(from, 'what stays is no change').not.toBe(to);
          expect((error as Error).message).toBe(`${by} may not take ${machine} from ${from} to ${to}`);
          return [];
        }
      }),
    );
    expect(done.sort(), machine).toEqual([...(changes[by][machine] ?? [])].sort());
  }
});

test('every state is told in words', () => {
  for (const some of Object.values(states)) for (const words of Object.values(some)) expect(words).toMatch(/\w \w/);
  for (const { doc } of Object.values(checks)) expect(doc).toMatch(/\w \w/);
});

test('what came back, what is paid, and when an order is closed', () => {
  const back = (...returned: number[]) => returnState(returned.map((units) => ({ quantity: 2, returned: units })));
  expect([back(0, 0), back(1, 0), back(2, 1), back(0, 2), back(2, 2), back(3, 2)]).toEqual([
    ...['not-returned', 'part-returned', 'part-returned', 'part-returned', 'returned', 'returned'],
  ]);
  const money = (paid: number, due: number) => paymentOf({ paid, due });
  expect([money(0, 0), money(5, 0), money(0, 5), money(0, -5), money(3, 2), money(5, -2)]).toEqual([
    ...['paid', 'paid', 'unpaid', 'unpaid', 'part-paid', 'part-paid'],
  ]);
  const closes = (status: Statuses['status'], fulfilmentStatus: Statuses['fulfilmentStatus'], due: number) =>
    settledStatus({ status, fulfilmentStatus, paymentStatus: 'paid' }, { due });
  expect(closes('placed', 'shipped', 0)).toEqual({ status: 'closed' });
  expect(closes('placed', 'handed-over', 0)).toEqual({ status: 'closed' });
  for (const stays of [
    closes('placed', 'shipped', 1),
    closes('placed', 'shipped', -1),
    closes('placed', 'part-shipped', 0),
    closes('placed', 'to-pick', 0),
    closes('placed', 'held', 0),
    closes('closed', 'shipped', 0),
    closes('cancelled', 'handed-over', 0),
  ])
    expect(stays).toEqual({});
});

test('money that a provider holds is authorised for as long as none of it was taken', () => {
  const after = (paymentStatus: Statuses['paymentStatus'], paid: number, due: number) =>
    paymentWhileHeld({ paymentStatus }, { paid, due });
  expect(after('authorised', 0, 500)).toBe('authorised');
  expect(after('authorised', 200, 300)).toBe('part-paid');
  expect(after('authorised', 500, 0)).toBe('paid');
  expect(after('unpaid', 0, 500)).toBe('unpaid');
  expect(after('part-paid', 0, 500)).toBe('unpaid');
});
