import type { Product, Variant } from '@tillhouse/shared/domains/catalog/schema.ts';
import type { Checkout, CheckoutAttempt } from '@tillhouse/shared/domains/checkout/schema.ts';
import { frozenDelivery, shownDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { taxesByName, type Taxing } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import { memberOf, type ReverseCharge } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import { placeOf } from '@tillhouse/shared/domains/pricing/tax-destination.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { PaymentMethod } from '../../../platform/payments/payments.ts';
import type { NotedMethod } from './charged-when.ts';
import type { CheckoutAnswer, Notice, TaxNote } from './checkout-schemas.ts';
import { type CreditPays, leftToPay } from './credits.ts';
import { goodsShown } from './goods-shown.ts';
import type { PricedCheckout } from './price-checkout.ts';
import { orderTokenFrom } from './secrets.ts';
import { shownCoupons } from '../coupon-answers.ts';

/** Where nothing is to pay there is nobody to ask. */
export const FREE: PaymentMethod = { id: 'free', provider: '', kind: 'offline', name: 'Nothing to pay' };

export type Amounts = Pick<
  CheckoutAnswer,
  | 'pricesIncludeTax'
  | 'lines'
  | 'coupons'
  | 'notices'
  | 'shippingOptions'
  | 'countries'
  | 'subtotal'
  | 'discountTotal'
  | 'shippingTotal'
  | 'taxTotal'
  | 'taxNote'
  | 'taxes'
  | 'total'
  | 'giftCards'
  | 'toPay'
>;

/** What its shopper sees of a checkout that is still open: priced now, with what changed since they last saw it. */
export function openAmounts(row: Checkout, checkout: PricedCheckout): Amounts {
  const { priced, options, countries, pays, stateOnly, reverseCharge } = checkout;
  const { totals, lines, store } = priced;
  return {
    pricesIncludeTax: store.pricesIncludeTax,
    lines: lines.map(({ variantId, handle, title, variantTitle, image, quantity, scale }, at) => {
      const line = totals.lines[at];
      if (!line) throw new Error('a line was not priced');
      const { unitPrice, compareAt, total } = line;
      const amount = priced.relief && store.pricesIncludeTax ? sum([total, line.discount]) : line.amount;
      const discounts = line.discounts.map(({ name, amount: off }) => ({ name, amount: off }));
      return {
        ...{ variantId, handle, title, variantTitle, image, quantity, scale, unitPrice, compareAt, amount, total },
        discounts,
      };
    }),
    coupons: shownCoupons(totals.coupons),
    notices: noticesOf(row, checkout),
    shippingOptions: options.map(({ id, name, amount, earliest, latest, kind, hint }) => ({
      ...{ id, name, amount, earliest, latest, kind, hint },
    })),
    countries: [...countries],
    subtotal: goodsShown({ ...totals, pricesIncludeTax: store.pricesIncludeTax, relief: priced.relief }),
    discountTotal: totals.discountTotal,
    shippingTotal: store.pricesIncludeTax ? totals.shippingTotal : totals.shipping.net,
    taxTotal: totals.taxTotal,
    taxNote:
      vatNote(priced.relief, reverseCharge) ??
      providerNote(priced.taxing) ??
      (stateOnly ? { kind: 'state-only', place: stateOnly } : taxNoteOf(priced.relief, priced.taxedIn)),
    taxes: priced.taxing?.by === 'provider' ? taxesByName([...totals.lines, ...totals.shipping.parts]) : [],
    total: totals.total,
    giftCards: pays.map(cardShown),
    toPay: leftToPay(totals.total, pays),
  };
}

function providerNote(taxing: Taxing | null | undefined): TaxNote | null {
  if (!taxing || taxing.by === 'exempt') return null;
  return { kind: taxing.by, place: placeOf(taxing.to) };
}

/** That the buyer accounts for the tax, or why they do not though they gave a VAT number. */
function vatNote(relief: FrozenOrder['relief'], of: ReverseCharge | null): TaxNote | null {
  if (relief?.kind === 'reverse-charge') return { kind: 'reverse-charge', place: memberOf(relief.evidence) ?? '' };
  if (of?.is !== 'taxed') return null;
  return { kind: `vat-${of.why}`, place: memberOf(of.evidence.number) ?? '' };
}

function taxNoteOf(relief: FrozenOrder['relief'], taxedIn: string | null): TaxNote | null {
  if (relief?.kind === 'export') return { kind: 'export', place: relief.evidence };
  return taxedIn === null ? null : { kind: 'there', place: taxedIn };
}

const cardShown = ({ creditId: id, kind, end, amount }: CreditPays) => ({ id, kind, end, amount });

/** What is not as it was when its shopper last changed something or paid: they are told until they do so again. */
export function noticesOf(
  row: Pick<Checkout, 'lines' | 'couponsSeen' | 'shippingSeen'>,
  { priced, short, option }: PricedCheckout,
): Notice[] {
  const { lines, totals, missing } = priced;
  const seen = new Map(row.lines.flatMap((line) => (line.seen ? [[line.variantId, line.seen] as const] : [])));
  const notices: Notice[] = missing.map((variantId) => ({
    ...{ code: 'not-on-sale', variantId },
    title: seen.get(variantId)?.title ?? '',
  }));
  for (const [at, { variantId, title }] of lines.entries()) {
    const [before, now] = [seen.get(variantId)?.unitPrice, totals.lines[at]?.unitPrice];
    if (before !== undefined && now !== undefined && before !== now)
      notices.push({ code: 'price-changed', variantId, title, before, now });
  }
  for (const { variantId, quantity, available } of short) {
    const title = lines.find((line) => line.variantId === variantId)?.title ?? '';
    const code = available === 0 ? 'sold-out' : 'less-stock';
    notices.push({ code, variantId, title, before: quantity, now: available });
  }
  for (const { code, status } of totals.coupons)
    if (status !== 'applied' && row.couponsSeen.includes(code)) notices.push({ code: 'coupon-refused', title: code });
  if (row.shippingSeen !== null && row.shippingSeen !== (option?.amount ?? null))
    notices.push({
      ...{ code: 'shipping-changed', before: row.shippingSeen },
      ...(option && { title: option.name, now: option.amount }),
    });
  return notices;
}

/** What a shopper has now seen of it, to be kept with what they changed. */
export function seenOf(
  row: Pick<Checkout, 'lines' | 'shippingOptionId'>,
  { priced: { lines, totals }, option }: PricedCheckout,
): Pick<Checkout, 'lines' | 'couponsSeen' | 'shippingSeen'> {
  const shown = new Map(
    lines.map(({ variantId, title }, at) => [variantId, { title, unitPrice: totals.lines[at]?.unitPrice ?? 0 }]),
  );
  return {
    // What is no longer sold has been told of, and leaves.
    lines: row.lines.flatMap((line) => {
      const seen = shown.get(line.variantId);
      return seen ? [{ variantId: line.variantId, quantity: line.quantity, seen }] : [];
    }),
    couponsSeen: totals.coupons.flatMap(({ code, status }) => (status === 'applied' ? [code] : [])),
    shippingSeen: option?.amount ?? null,
  };
}

/** What its shopper sees once the goods are held: the amounts that were frozen, whatever the shop changes meanwhile. */
export function frozenAmounts(
  { frozen, credits, amount: toPay }: CheckoutAttempt,
  { variants: known, products: owners }: { variants: readonly Variant[]; products: readonly Product[] },
): Amounts {
  const lines = frozen.lines.map(
    ({ variantId, title, variantTitle, quantity, scale, unitPrice, discount, ...line }) => {
      const variant = known.find(({ id }) => id === variantId);
      const product = owners.find(({ id }) => id === variant?.productId);
      // As shown: with tax in it or not, as prices are.
      const after = frozen.pricesIncludeTax ? line.total : line.net;
      return {
        ...{
          variantId,
          handle: product?.handle ?? '',
          title,
          variantTitle,
          quantity,
          scale,
          unitPrice,
          compareAt: null,
        },
        image: variant?.image ?? product?.image ?? null,
        amount: after + discount,
        discounts: line.discounts.map(({ name, amount }) => ({ name, amount })),
        total: line.total,
      };
    },
  );
  const off = [
    ...frozen.lines.map(({ discount }) => discount),
    ...frozen.shippingDiscounts.map(({ amount }) => amount),
  ];
  return {
    pricesIncludeTax: frozen.pricesIncludeTax,
    lines,
    ...{ coupons: [], notices: [], shippingOptions: [], countries: [] },
    subtotal: goodsShown(frozen),
    discountTotal: sum(off),
    shippingTotal: shownDelivery(frozenDelivery(frozen)),
    taxTotal: frozen.taxTotal,
    taxNote:
      vatNote(frozen.relief, null) ??
      providerNote(frozen.taxing) ??
      taxNoteOf(frozen.relief, frozen.delivery?.taxedIn ?? null),
    taxes:
      frozen.taxing?.by === 'provider' ? taxesByName([...frozen.lines, ...(frozen.shippingTaxed?.parts ?? [])]) : [],
    total: frozen.total,
    giftCards: credits.map(cardShown),
    toPay,
  };
}

interface Told {
  readonly methods: readonly NotedMethod[];
  readonly secret: string;
  /** Whether its shopper is asked, and agreed, to be reminded; null: not asked */
  readonly letters: boolean | null;
  /** Who is to say yes, or did; empty: nobody */
  readonly yeses?: CheckoutAnswer['approval'];
}

/** One that waits for a yes, and one that was said yes to, is at no provider: it is to be paid as any that is open. */
function statusOf({ status }: Checkout, attempt: CheckoutAttempt | undefined): CheckoutAnswer['status'] {
  if (attempt?.state === 'awaits') return 'waiting';
  return attempt?.state === 'approved' ? 'open' : status;
}

/** A checkout as its shopper gets it. @param secret what they showed: the token of the order follows from it */
export function answerOf(
  row: Checkout,
  attempt: CheckoutAttempt | undefined,
  amounts: Amounts,
  { methods, secret, letters, yeses = null }: Told,
): CheckoutAnswer {
  const { id, currency, contact, delivery, business, shippingOptionId, orderId, orderNumber } = row;
  const open = row.status === 'paying' ? attempt : undefined;
  const acting = open?.state === 'action' && open.actionUrl !== null ? { url: open.actionUrl } : null;
  return {
    id,
    status: acting ? 'action' : statusOf(row, open),
    approval: yeses,
    currency,
    ...amounts,
    ...{ contact, delivery, business, shippingOptionId },
    methods:
      row.status === 'open' || open?.state === 'approved'
        ? methods.map(({ provider: _, charged = 'placed', note = '', ...method }) => ({ ...method, charged, note }))
        : [],
    express:
      row.status === 'open' && row.express ? { methodId: row.express.methodId, agreed: row.express.agreed } : null,
    action: acting,
    letters: row.status === 'open' ? letters : null,
    problem: row.status === 'open' ? row.problem : null,
    order: orderId === null ? null : { id: orderId, number: orderNumber ?? '', token: orderTokenFrom(secret, orderId) },
    heldUntil: open?.heldUntil ?? null,
  };
}
