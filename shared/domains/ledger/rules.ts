import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { CreditMovement } from '../credit/schema.ts';
import type { PointMovement } from '../loyalty/schema.ts';
import type { Order, OrderLine, Tender } from '../orders/schema.ts';
import type { Account, JournalEntry } from './schema.ts';

/** One line of an entry: debit positive, credit negative. */
export interface Posting {
  readonly account: Account;
  readonly detail: string;
  readonly amount: MinorUnits;
}

export interface Entry extends Omit<JournalEntry, 'id'> {
  readonly lines: readonly Posting[];
}

type OrderHead = Pick<
  Order,
  | 'id'
  | 'number'
  | 'kind'
  | 'registerId'
  | 'currency'
  | 'taxTotal'
  | 'shippingTotal'
  | 'shippingTax'
  | 'shippingTaxed'
  | 'feeTotal'
  | 'rounding'
  | 'total'
  | 'businessDate'
  | 'placedAt'
>;
/** `credit`: what it put on a gift card or store credit, which is owed and not earned; signed as the line’s total */
type TaxedLine = Pick<OrderLine, 'tax' | 'taxRate'> & {
  readonly credit?: { readonly kind: string; readonly amount: MinorUnits } | undefined;
};
type Paid = Pick<Tender, 'kind' | 'amount'> & {
  /** Of cash in another currency: what was given back of the store's own */
  readonly foreign?: unknown;
  readonly change?: MinorUnits;
  /** What a terminal said of it: a card that a provider took is owed by that provider */
  readonly card?: { readonly provider?: string | undefined } | null | undefined;
};

const at = (account: Account, amount: MinorUnits, detail = ''): Posting => ({ account, detail, amount });
const minus = (amount: MinorUnits): MinorUnits => sum([0, -amount]);

/** Of one account and detail one line, those of nothing left out, in the order they came. */
function gathered(lines: readonly Posting[]): Posting[] {
  const sums = new Map<string, Posting>();
  for (const line of lines) {
    const key = `${line.account} ${line.detail}`;
    sums.set(key, { ...line, amount: sum([sums.get(key)?.amount ?? 0, line.amount]) });
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0);
}

/**
 * Cash lies in the drawer of a register; everything else is owed by who took it. Cash of another currency is money beside it, at what it
 * counted for; what was given back for it came out of the drawer.
 */
function tenderPostings({ kind, amount, foreign, change = 0, card }: Paid, registerId: string | null): Posting[] {
  if (foreign)
    return [at('tender', sum([amount, change]), 'foreign-cash'), at('drawer', minus(change), registerId ?? '')];
  return [
    kind === 'cash' ? at('drawer', amount, registerId ?? '') : at('tender', amount, card?.provider ? 'online' : kind),
  ];
}

/** What an order earned and owes: credit, so negative for a sale and positive for a return. */
function earned(order: OrderHead, lines: readonly TaxedLine[]): Posting[] {
  const { total, taxTotal, shippingTotal, shippingTax, feeTotal, rounding } = order;
  const goods = sum([total, -taxTotal, shippingTax, -shippingTotal, -feeTotal, -rounding]);
  const delivery = order.shippingTaxed?.parts ?? [];
  const taxed = sum([...lines, ...delivery].map(({ tax }) => tax));
  const credits = lines.flatMap(({ credit }) => credit ?? []);
  return [
    at(order.kind === 'sale' ? 'sales' : 'refund', sum([-goods, ...credits.map(({ amount }) => amount)])),
    ...credits.map(({ kind, amount }) => at('credit', minus(amount), kind)),
    ...lines.map(({ tax, taxRate }) => at('tax', minus(tax), taxRate)),
    ...delivery.map(({ tax, taxRate }) => at('tax', minus(tax), taxRate)),
    at('tax', sum([taxed, -taxTotal])),
    at('shipping', sum([shippingTax, -shippingTotal])),
    at('fee', minus(feeTotal)),
    at('rounding', minus(rounding)),
  ];
}

/**
 * A sale or a return, with what was paid along with it; what was not is due. Balanced whatever the order says, since
 * what is due is what remains.
 */
export function tradeEntry(order: OrderHead, lines: readonly TaxedLine[], tenders: readonly Paid[]): Entry {
  const due = sum([order.total, ...tenders.map(({ amount }) => -amount)]);
  return {
    ...headOf(order, order.kind, order.placedAt),
    businessDate: order.businessDate,
    lines: gathered([
      ...earned(order, lines),
      ...tenders.flatMap((tender) => tenderPostings(tender, order.registerId)),
      at('due', due),
    ]),
  };
}

/** An order that was cancelled: all that it earned is taken back, and what was paid went back. */
export function cancellationEntry(
  order: OrderHead & Pick<Order, 'due'>,
  lines: readonly TaxedLine[],
  back: readonly Paid[],
  when: Pick<Entry, 'occurredAt' | 'businessDate'>,
): Entry {
  return {
    ...headOf(order, 'cancellation', when.occurredAt),
    ...when,
    lines: gathered([
      ...earned(order, lines).map(({ account, detail, amount }) => at(account, minus(amount), detail)),
      ...back.flatMap((tender) => tenderPostings(tender, order.registerId)),
      at('due', minus(order.due)),
    ]),
  };
}

interface Stated {
  readonly order: OrderHead;
  readonly lines: readonly TaxedLine[];
}

/** An order was changed: what it earns more or less, and what was paid or paid back along with it. */
export function editEntry(
  before: Stated,
  after: Stated,
  tenders: readonly Paid[],
  when: Pick<Entry, 'occurredAt' | 'businessDate'>,
): Entry {
  const { order } = before;
  const more = sum([after.order.total, -order.total, ...tenders.map(({ amount }) => -amount)]);
  return {
    ...headOf(order, 'edit', when.occurredAt),
    ...when,
    lines: gathered([
      ...earned(after.order, after.lines),
      ...earned(order, before.lines).map(({ account, detail, amount }) => at(account, minus(amount), detail)),
      ...tenders.flatMap((tender) => tenderPostings(tender, order.registerId)),
      at('due', more),
    ]),
  };
}

/** A provider took what was due. `amount` positive. */
export function paymentEntry(
  order: Pick<Order, 'id' | 'number' | 'registerId' | 'currency'>,
  { kind, amount }: Paid,
  when: Pick<Entry, 'occurredAt' | 'businessDate'>,
): Entry {
  return {
    ...headOf(order, 'payment', when.occurredAt),
    ...when,
    lines: gathered([...tenderPostings({ kind, amount }, order.registerId), at('due', minus(amount))]),
  };
}

/** A provider paid back what a return owed. `amount` positive. */
export function refundEntry(
  order: Pick<Order, 'id' | 'number' | 'registerId' | 'currency'>,
  { kind, amount }: Paid,
  when: Pick<Entry, 'occurredAt' | 'businessDate'>,
): Entry {
  return {
    ...headOf(order, 'refund', when.occurredAt),
    ...when,
    lines: gathered([...tenderPostings({ kind, amount: minus(amount) }, order.registerId), at('due', amount)]),
  };
}

/** Where the other half of a movement stands; null: in the entry of the sale or return whose line it is. */
const counterOf = {
  sold: null,
  'brought-back': null,
  redeemed: 'tender',
  refunded: 'tender',
  released: 'tender',
  given: 'goodwill',
  'from-points': 'points',
  taken: 'goodwill',
  covered: 'goodwill',
  expired: 'breakage',
} as const satisfies Record<CreditMovement['kind'], Account | null>;

/**
 * A movement of a gift card or store credit. What pays a sale goes over the tender of its kind, which stands at nothing once
 * the sale is there. Of no order, whose own entry says what it was paid with.
 */
export function creditEntry(
  { kind: detail, currency }: { readonly kind: string; readonly currency: string },
  { id, kind, amount }: Pick<CreditMovement, 'id' | 'kind' | 'amount'>,
  when: Pick<Entry, 'occurredAt' | 'businessDate'>,
): Entry {
  const counter = counterOf[kind];
  const from = counter === 'points' ? '' : detail;
  const lines = counter === null ? [] : [at('credit', minus(amount), detail), at(counter, amount, from)];
  const head = { kind: 'credit-moved' as const, causeId: id, orderId: null, registerId: null, reference: '', currency };
  return { ...head, ...when, lines: gathered(lines) };
}

/** Where the other half of a movement of points stands; null: in the entry of the store credit that was made of them. */
const counterOfPoints = {
  earned: 'loyalty',
  'taken-back': 'loyalty',
  redeemed: null,
  given: 'goodwill',
  taken: 'goodwill',
  expired: 'breakage',
} as const satisfies Record<PointMovement['kind'], Account | null>;

/** What points are worth is owed to their customer from when they are earned until they are used or over. */
export function pointsEntry(
  {
    id,
    kind,
    amount,
    currency,
  }: Pick<PointMovement, 'id' | 'kind'> & { readonly amount: MinorUnits; readonly currency: string },
  when: Pick<Entry, 'occurredAt' | 'businessDate'>,
): Entry {
  const counter = counterOfPoints[kind];
  const detail = counter === 'loyalty' ? '' : 'points';
  const lines = counter === null ? [] : [at('points', minus(amount)), at(counter, amount, detail)];
  const head = { kind: 'points-moved' as const, causeId: id, orderId: null, registerId: null, reference: '', currency };
  return { ...head, ...when, lines: gathered(lines) };
}

/** What a customer gave somebody of the staff, was paid out to them, or given back: owed to them, and earned by nobody else. */
export function tipEntry(
  {
    id,
    amount,
    way,
    card,
    staffId,
    registerId,
    currency,
  }: {
    readonly id: string;
    readonly amount: MinorUnits;
    readonly way: 'cash' | 'card';
    readonly card?: Paid['card'];
    readonly staffId: string;
    readonly registerId: string;
    readonly currency: string;
  },
  { reference, ...when }: Pick<Entry, 'occurredAt' | 'businessDate' | 'reference'>,
): Entry {
  const head = { kind: 'tip' as const, causeId: id, orderId: null, registerId, reference, currency };
  return {
    ...{ ...head, ...when },
    lines: gathered([...tenderPostings({ kind: way, amount, card }, registerId), at('tips', minus(amount), staffId)]),
  };
}

interface Drawer extends Pick<Entry, 'causeId' | 'currency' | 'occurredAt' | 'businessDate'> {
  readonly registerId: string;
}

const drawerHead = (kind: Entry['kind'], { registerId, ...rest }: Drawer) => ({
  ...rest,
  ...{ kind, registerId, orderId: null, reference: '' },
});

/** The float comes out of the safe. */
export function openingEntry(drawer: Drawer, float: MinorUnits): Entry {
  const lines = gathered([at('drawer', float, drawer.registerId), at('safe', minus(float))]);
  return { ...drawerHead('drawer-opened', drawer), lines };
}

/** Cash by hand: `amount` positive into the drawer, negative out of it. */
export function movementEntry(drawer: Drawer, amount: MinorUnits): Entry {
  const lines = gathered([at('drawer', amount, drawer.registerId), at('payout', minus(amount))]);
  return { ...drawerHead('cash-moved', drawer), lines };
}

/** What was counted goes to the safe; what should have been there besides is a variance. */
export function closingEntry(drawer: Drawer, expected: MinorUnits, counted: MinorUnits): Entry {
  const lines = gathered([
    at('drawer', minus(expected), drawer.registerId),
    at('safe', counted),
    at('variance', sum([expected, -counted])),
  ]);
  return { ...drawerHead('drawer-closed', drawer), lines };
}

function headOf(
  { id, number, registerId, currency }: Pick<Order, 'id' | 'number' | 'registerId' | 'currency'>,
  kind: Entry['kind'],
  occurredAt: number,
) {
  return { kind, causeId: id, orderId: id, registerId, reference: number, currency, occurredAt };
}
