import type { DomainError } from '../../kernel/errors.ts';
import { alreadyCancelled, alreadyFulfilled, nothingToFulfil, orderHeld, orderNotHeld } from './errors.ts';
import type { Order } from './schema.ts';

/**
 * The life of an order as data: what it can be, what may be done with it and what it becomes by that. Every command about
 * an order asks `allow` before and `become` after; `docs/reference/life-cycle.md` is written from here.
 */
export const states = {
  order: {
    placed: 'Open: something is still to send or to pay',
    closed: 'All of it left and nothing is due; a return is a document of its own',
    cancelled: 'Given up before any of it left; nothing is due on it',
  },
  payment: {
    authorised: 'Nothing was paid yet; a provider holds it, and it is taken when goods are sent',
    unpaid: 'Nothing was paid yet',
    'part-paid': 'Some of it was paid, or some of what is owed was paid back',
    paid: 'Nothing is due, either way',
    refunded: 'What was paid went back, since it was cancelled',
  },
  fulfilment: {
    'to-pick': 'Nothing of it left; its goods are committed',
    'part-shipped': 'Some of it left, the rest is committed',
    held: 'Nobody sends anything until it is released',
    shipped: 'All of it left by a carrier',
    'handed-over': 'All of it was handed over',
    none: 'There is nothing to send: it was cancelled, or is a return',
  },
  /** Not a column: read off what came back of its lines. */
  return: {
    'not-returned': 'Nothing came back',
    'part-returned': 'Some of it came back',
    returned: 'All of it came back',
  },
} as const;

type States = typeof states;
export type Statuses = Pick<Order, 'status' | 'paymentStatus' | 'fulfilmentStatus'>;
export type Machine = Exclude<keyof States, 'return'>;
/** The column of each of the three that are kept. */
export const columnOf = { order: 'status', payment: 'paymentStatus', fulfilment: 'fulfilmentStatus' } as const;

/** Named conditions of commands, each with what is said where it does not hold. */
export const checks = {
  'not-cancelled': {
    doc: 'It was not cancelled',
    holds: ({ status }: Statuses) => status !== 'cancelled',
    refuse: alreadyCancelled,
  },
  'has-goods': {
    doc: 'There is something to send, or there was',
    holds: ({ fulfilmentStatus }: Statuses) => fulfilmentStatus !== 'none',
    refuse: nothingToFulfil,
  },
  'something-left': {
    doc: 'Not all of it has left',
    holds: ({ fulfilmentStatus }: Statuses) => fulfilmentStatus !== 'shipped' && fulfilmentStatus !== 'handed-over',
    refuse: alreadyFulfilled,
  },
  'nothing-sent': {
    doc: 'None of it has left; of one that is held, its parcels say so',
    holds: ({ fulfilmentStatus }: Statuses) => fulfilmentStatus === 'to-pick' || fulfilmentStatus === 'held',
    refuse: alreadyFulfilled,
  },
  'not-held': {
    doc: 'It is not held',
    holds: ({ fulfilmentStatus }: Statuses) => fulfilmentStatus !== 'held',
    refuse: orderHeld,
  },
  held: {
    doc: 'It is held',
    holds: ({ fulfilmentStatus }: Statuses) => fulfilmentStatus === 'held',
    refuse: orderNotHeld,
  },
} satisfies Record<
  string,
  {
    doc: string;
    holds: (of: Statuses) => boolean;
    refuse: (details: { orderId: string; number: string }) => DomainError;
  }
>;
export type CheckName = keyof typeof checks;

interface Change<S extends string> {
  readonly from: readonly S[];
  readonly to: readonly S[];
}
export interface Step {
  /** What must hold before, in the order in which it is asked */
  readonly checks: readonly CheckName[];
  /** What may change by it; a status that is not here stays */
  readonly order?: Change<Order['status']>;
  readonly payment?: Change<Order['paymentStatus']>;
  readonly fulfilment?: Change<Order['fulfilmentStatus']>;
}

const unsettled = ['unpaid', 'part-paid', 'paid'] as const;

/** What each command about a placed order asks and changes. */
export const steps = {
  'orders.fulfil': {
    checks: ['not-cancelled', 'has-goods', 'something-left', 'not-held'],
    order: { from: ['placed'], to: ['closed'] },
    fulfilment: { from: ['to-pick', 'part-shipped'], to: ['part-shipped', 'shipped', 'handed-over'] },
  },
  'orders.hold': {
    checks: ['not-cancelled', 'has-goods', 'something-left', 'not-held'],
    fulfilment: { from: ['to-pick', 'part-shipped'], to: ['held'] },
  },
  'orders.readyToCollect': { checks: ['not-cancelled', 'has-goods', 'something-left', 'not-held'] },
  'orders.release': {
    checks: ['not-cancelled', 'held'],
    fulfilment: { from: ['held'], to: ['to-pick', 'part-shipped'] },
  },
  'orders.cancel': {
    checks: ['has-goods', 'nothing-sent'],
    order: { from: ['placed'], to: ['cancelled'] },
    payment: { from: ['part-paid', 'paid', 'authorised'], to: ['refunded', 'part-paid', 'unpaid'] },
    fulfilment: { from: ['to-pick', 'held'], to: ['none'] },
  },
  'orders.edit': {
    checks: ['not-cancelled', 'has-goods'],
    // Goods that are added after all of it left open it again: they go out as a further parcel.
    order: { from: ['placed', 'closed'], to: ['closed', 'placed'] },
    payment: { from: ['authorised', ...unsettled], to: unsettled },
    // The rest of what is partly sent was taken off; or something more is sent than left.
    fulfilment: {
      from: ['part-shipped', 'held', 'shipped', 'handed-over'],
      to: ['shipped', 'handed-over', 'part-shipped'],
    },
  },
  'orders.collect': {
    checks: ['not-cancelled'],
    order: { from: ['placed'], to: ['closed'] },
    payment: { from: ['authorised', 'unpaid', 'part-paid'], to: ['part-paid', 'paid'] },
  },
  'orders.refund': {
    // Also of one that was cancelled, where a provider refused to pay back.
    checks: [],
    order: { from: ['placed'], to: ['closed'] },
    payment: { from: ['unpaid', 'part-paid'], to: ['part-paid', 'paid', 'refunded'] },
  },
  // Of both documents: the sale that is less open, and the return that is less owed.
  'orders.setOff': {
    checks: ['not-cancelled'],
    order: { from: ['placed'], to: ['closed'] },
    payment: { from: ['authorised', 'unpaid', 'part-paid'], to: ['part-paid', 'paid'] },
  },
  'orders.captureFailed': {
    checks: [],
    payment: { from: ['authorised'], to: ['unpaid'] },
    fulfilment: { from: ['to-pick', 'part-shipped'], to: ['held'] },
  },
  'orders.refundRefused': {
    checks: [],
    payment: { from: ['paid', 'refunded', 'part-paid', 'unpaid'], to: ['part-paid'] },
  },
} as const satisfies Record<string, Step>;
export type StepName = keyof typeof steps;

/** @throws DomainError of the first check that does not hold */
export function allow(by: StepName, order: Statuses & Pick<Order, 'id' | 'number'>): void {
  for (const name of steps[by].checks)
    if (!checks[name].holds(order)) throw checks[name].refuse({ orderId: order.id, number: order.number });
}

/** First check that does not hold: what a screen says instead of offering it. Undefined where it may be done. */
export function lacking(by: StepName, order: Statuses): CheckName | undefined {
  return steps[by].checks.find((name) => !checks[name].holds(order));
}

/**
 * What an order becomes by a command: its new statuses, with its version raised. Statuses that are not declared for the
 * command are a bug and throw a plain Error.
 */
export function become<N extends Partial<Order>>(
  by: StepName,
  order: Statuses & Pick<Order, 'version'>,
  next: N,
): N & { version: number } {
  const step: Step = steps[by];
  for (const machine of Object.keys(columnOf) as Machine[]) {
    const column = columnOf[machine];
    const [from, to] = [order[column], next[column]];
    if (to === undefined || to === from) continue;
    const change = step[machine] as Change<string> | undefined;
    if (!change?.from.includes(from) || !change.to.includes(to))
      throw new Error(`${by} may not take ${machine} from ${from} to ${to}`);
  }
  return { ...next, version: order.version + 1 };
}

/** What came back of lines: `returned` positive, as sold. */
export function returnState(
  lines: readonly { readonly quantity: number; readonly returned: number }[],
): keyof States['return'] {
  if (lines.every(({ returned }) => returned <= 0)) return 'not-returned';
  return lines.every(({ quantity, returned }) => returned >= quantity) ? 'returned' : 'part-returned';
}

/** How it stands with the money of an order. */
export function paymentOf({ paid, due }: Pick<Order, 'paid' | 'due'>): 'unpaid' | 'part-paid' | 'paid' {
  if (due === 0) return 'paid';
  return paid === 0 ? 'unpaid' : 'part-paid';
}

/** The same of an order whose money a provider holds, for as long as nothing was paid. */
export function paymentWhileHeld(
  { paymentStatus }: Pick<Order, 'paymentStatus'>,
  money: Pick<Order, 'paid' | 'due'>,
): 'authorised' | ReturnType<typeof paymentOf> {
  const now = paymentOf(money);
  return now === 'unpaid' && paymentStatus === 'authorised' ? 'authorised' : now;
}

/** Closed, once all of it has left and nothing is due any more. */
export function settledStatus(
  { status, fulfilmentStatus }: Statuses,
  { due }: Pick<Order, 'due'>,
): { readonly status?: 'closed' } {
  const gone = fulfilmentStatus === 'shipped' || fulfilmentStatus === 'handed-over';
  return status === 'placed' && gone && due === 0 ? { status: 'closed' } : {};
}
