import { planRefunds, type RefundPart } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import type { Order, OrderLine, ReturnedLine } from '@tillhouse/shared/domains/orders/schema.ts';
import { completeReturn, openOfSale, type ReturnFacts } from '@tillhouse/shared/domains/register/complete-return.ts';
import type { Decided, ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';

/** What a person says of one line that comes back. */
export interface LineDraft {
  readonly quantity: number;
  readonly reason: ReturnedLine['reason'];
  readonly condition: ReturnedLine['condition'];
  readonly restock: ReturnedLine['restock'];
}

export interface ReturnDraft {
  readonly lines: Readonly<Record<string, LineDraft>>;
  /** Minor units kept back */
  readonly fee: number;
  /** Gives back what is left of delivery */
  readonly shipping: boolean;
  /** `original`: to what it was paid with first; `cash`: all of it over the counter; `credit`: as store credit of its buyer */
  readonly way: 'original' | 'cash' | 'credit';
}

export const emptyReturn: ReturnDraft = { lines: {}, fee: 0, shipping: false, way: 'original' };

/** What can come back of a line: what left and has not come back yet. */
export const leftOf = ({ sent, returned }: OrderPage['lines'][number]): number => Math.max(0, sent - returned);

/** Delivery of the sale that has not gone back yet. */
export const shippingLeft = (order: OrderPage): number =>
  order.returns.reduce((left, { shippingTotal }) => left + shippingTotal, order.shippingTotal);

/** Damaged goods go to damaged stock unless somebody says otherwise. */
export function withCondition(line: LineDraft, condition: LineDraft['condition']): LineDraft {
  const restock = condition === 'damaged' ? 'damaged' : line.restock === 'damaged' ? 'available' : line.restock;
  return { ...line, condition, restock };
}

/** Where the till stands that takes it in. */
export interface Counter {
  readonly orderId: string;
  readonly registerId: string;
  readonly sessionId: string;
  readonly code: string;
  readonly locationId: string;
  readonly now: number;
}

export interface ReturnPreview {
  readonly args: ReturnArgs;
  readonly decided: Decided;
  /** Worth of each line that comes back, positive, by line */
  readonly worth: ReadonlyMap<string, number>;
  readonly cash: number;
  /** Set against what is still open of the sale: nobody paid for it */
  readonly against: number;
  /** To store credit of the buyer, where that was chosen */
  readonly credit: number;
  /** To cards, and to the gift cards and store credit that it was paid with */
  readonly cards: readonly RefundPart[];
  /** Paid by the provider who took it, one command each, after the goods are in */
  readonly provider: readonly RefundPart[];
}

const providers: readonly string[] = ['test', 'online'];
const paidHere = ['card', 'gift-card', 'store-credit'] as const;
/** Given back by the till itself, and not over the counter. */
const isPaidHere = (kind: string): kind is (typeof paidHere)[number] => paidHere.some((one) => one === kind);

/**
 * What a return comes to, worked out by the rule that will record it, so that what the screen promises is what is paid.
 * @throws DomainError as `register.recordReturn` would
 */
export function previewReturn(order: OrderPage, draft: ReturnDraft, counter: Counter): ReturnPreview | null {
  const chosen = order.lines.flatMap((line) => {
    const said = draft.lines[line.id];
    return said && said.quantity > 0 ? [{ key: line.id, originalLineId: line.id, ...said }] : [];
  });
  const facts = factsOf(order, counter);
  if (chosen.length === 0) return null;
  const shipping = draft.shipping ? shippingLeft(order) : 0;
  const bare: ReturnArgs = {
    ...{ orderId: counter.orderId, originalOrderId: order.id, registerId: counter.registerId },
    ...{ sessionId: counter.sessionId, lines: chosen, reason: '' },
    ...(shipping > 0 && { shipping }),
    ...(draft.fee > 0 && { fee: draft.fee }),
  };
  // Without a coin in it: what is to be placed on the payments.
  const worth = -completeReturn(bare, facts).decided.total;
  const against = Math.max(0, Math.min(worth, openOfSale(order, order.returns)));
  const plan = planRefunds(worth - against, draft.way === 'original' ? order.refundable : []);
  const cards = plan.parts.filter(({ kind }) => isPaidHere(kind));
  const provider = plan.parts.filter(({ kind }) => providers.includes(kind));
  // Somebody sends it back from the page of the return, and says so there.
  const byBank = plan.parts.filter(({ kind }) => kind === 'bank');
  const elsewhere = [...cards, ...provider, ...byBank].reduce((sum, { amount }) => sum + amount, against);
  const rest = draft.way === 'credit' ? ('store-credit' as const) : ('cash' as const);
  const owed = [...provider, ...byBank].reduce((sum, { amount }) => sum + amount, against);
  const args: ReturnArgs = {
    ...bare,
    ...(cards.length > 0 && {
      refunds: cards.map(({ tenderId, kind, amount }) => ({
        ...{ key: tenderId, kind: isPaidHere(kind) ? kind : ('card' as const), amount, tenderId },
        reference: order.payments.find((payment) => payment.id === tenderId)?.reference ?? '',
      })),
    }),
    ...(owed > 0 && { owed }),
    ...(worth > elsewhere || worth === 0 ? { payBack: { kind: rest, reference: '' } } : {}),
  };
  const { decided, lines } = completeReturn(args, facts);
  return {
    args,
    decided,
    worth: new Map(lines.map(({ originalLineId, snapshot }) => [originalLineId, -(snapshot?.total ?? 0)])),
    cash: rest === 'cash' ? -decided.total - elsewhere : 0,
    against,
    credit: rest === 'cash' ? 0 : -decided.total - elsewhere,
    cards,
    provider,
  };
}

function factsOf(order: OrderPage, { code, locationId, now }: Counter): ReturnFacts {
  return {
    // The calculation reads the frozen amounts of the sale, all of which the page holds.
    sale: order as unknown as Order,
    soldLines: order.lines as unknown as OrderLine[],
    returnedBefore: new Map(order.lines.map(({ id, returned }) => [id, returned])),
    earlier: order.returns,
    payments: order.refundable,
    tracked: new Map(
      order.lines.flatMap(({ variantId, tracked }) => (variantId === null ? [] : [[variantId, tracked]])),
    ),
    register: { code, generation: 1, locationId },
    sequence: 0,
    settings: order.settings,
    occurredAt: now,
  };
}
