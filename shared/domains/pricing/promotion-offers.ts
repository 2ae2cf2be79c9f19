import { allocate, parseFraction, sum, toMinorUnits } from '../../kernel/money.ts';
import { extend } from '../../kernel/quantity.ts';
import { rateText, reason } from './explain.ts';
import { costOf, nothing, type Offer, type Open, shareAt } from './offer.ts';
import type { Promotion } from './promotion-args.ts';
import { type Good, piecesOf } from './promotion-goods.ts';
import { buyGet, bundle, type Component, gift } from './promotion-sets.ts';

function percent(rate: string, indexes: readonly number[], { left, money }: Open): Offer {
  const { n, d } = parseFraction(rate);
  const amounts = new Map<number, number>();
  for (const index of indexes) {
    const amount = shareAt(left[index] ?? 0, n, d);
    if (amount > 0) amounts.set(index, amount);
  }
  const base = sum(indexes.map((index) => left[index] ?? 0));
  return {
    ...nothing,
    amounts,
    reasons: [reason('offer.percent', `${rateText(rate)} off ${money(base)}`, { rate, base })],
  };
}

function across(amount: number, indexes: readonly number[], { left, money }: Open): Offer {
  const open = indexes.map((index) => left[index] ?? 0);
  const worth = sum(open);
  const parts = allocate(Math.min(amount, worth), open);
  const amounts = new Map<number, number>();
  indexes.forEach((index, at) => {
    if (parts[at]) amounts.set(index, parts[at]);
  });
  const text = `${money(amount)} off, shared by what the goods cost`;
  return { ...nothing, amounts, reasons: [reason('offer.fixed', text, { amount, of: worth })] };
}

/** The part of a line that at most `maxUnits` units are: their quantity, and what they still cost (down, so that no unit goes below nothing). */
function someUnits(open: Open, index: number, maxUnits: number | undefined): { quantity: number; worth: number } {
  const { quantity, scale } = open.goods[index] as Good;
  const left = open.left[index] ?? 0;
  const most = maxUnits === undefined ? quantity : Math.min(quantity, maxUnits * 10 ** scale);
  if (most >= quantity || quantity === 0) return { quantity, worth: left };
  const product = left * most;
  if (left >= 0 && Number.isSafeInteger(product)) {
    return { quantity: most, worth: (product - (product % quantity)) / quantity };
  }
  return { quantity: most, worth: toMinorUnits((BigInt(left) * BigInt(most)) / BigInt(quantity)) };
}

function each(amount: number, maxUnits: number | undefined, indexes: readonly number[], open: Open): Offer {
  const amounts = new Map<number, number>();
  for (const index of indexes) {
    const { quantity, worth } = someUnits(open, index, maxUnits);
    const off = Math.min(extend(amount, quantity, (open.goods[index] as Good).scale), worth);
    if (off > 0) amounts.set(index, off);
  }
  const limit = maxUnits === undefined ? '' : `, at most ${maxUnits} of a line`;
  return {
    ...nothing,
    amounts,
    reasons: [reason('offer.fixed-each', `${open.money(amount)} off each${limit}`, { amount })],
  };
}

function fixedPrice(price: number, maxUnits: number | undefined, indexes: readonly number[], open: Open): Offer {
  const amounts = new Map<number, number>();
  for (const index of indexes) {
    const { quantity, worth } = someUnits(open, index, maxUnits);
    const off = worth - extend(price, quantity, (open.goods[index] as Good).scale);
    if (off > 0) amounts.set(index, off);
  }
  return { ...nothing, amounts, reasons: [reason('offer.fixed-price', `${open.money(price)} each`, { price })] };
}

function tiers(promotion: Promotion, indexes: readonly number[], open: Open): Offer {
  const { action } = promotion;
  if (action.kind !== 'tiers') return nothing;
  const { by } = action;
  const got = by === 'spend' ? sum(indexes.map((index) => open.left[index] ?? 0)) : piecesOf(open.goods, indexes);
  const say = (value: number) => (by === 'spend' ? open.money(value) : String(value));
  const steps = [...action.tiers].sort((a, b) => a.from - b.from);
  const reached = steps.findLast(({ from }) => from <= got);
  const next = steps.find(({ from }) => from > got);
  const more = next
    ? [reason('offer.next-tier', `${say(next.from - got)} more reaches the next tier`, { missing: next.from - got })]
    : [];
  if (!reached || got === 0) return { ...nothing, near: true, reasons: more };
  const text = `${say(got)} reaches the tier from ${say(reached.from)}`;
  const offer =
    reached.amount === undefined ? percent(reached.rate ?? '0', indexes, open) : across(reached.amount, indexes, open);
  const reasons = [reason('offer.tier', text, { from: reached.from, got }), ...offer.reasons, ...more];
  return { ...offer, reasons };
}

function offShipping({ action }: Promotion, { shippingLeft, money }: Open): Offer {
  const none = shippingLeft === 0;
  if (none) return { ...nothing, reasons: [reason('offer.no-shipping', 'There is no delivery to pay')] };
  if (action.kind === 'percent') {
    const { n, d } = parseFraction(action.rate);
    const text = `${rateText(action.rate)} off delivery`;
    return { ...nothing, shipping: shareAt(shippingLeft, n, d), reasons: [reason('offer.shipping', text)] };
  }
  const most =
    action.kind === 'fixed'
      ? action.amount
      : action.kind === 'free-shipping'
        ? (action.atMost ?? shippingLeft)
        : shippingLeft;
  const shipping = Math.min(shippingLeft, most);
  const text = shipping === shippingLeft ? 'Delivery is free' : `${money(shipping)} off delivery`;
  return { ...nothing, shipping, reasons: [reason('offer.shipping', text)] };
}

/** What a promotion would take of what is open, with its own limit an order. */
export function offerOf(
  promotion: Promotion,
  components: readonly Component[],
  onShipping: boolean,
  open: Open,
  indexes: readonly number[] = open.find(promotion.target),
): Offer {
  const { atMost } = promotion;
  const offer = onShipping ? offShipping(promotion, open) : offGoods(promotion, components, indexes, open);
  const cost = costOf(offer);
  if (atMost === undefined || cost <= atMost) return offer;
  const keys = [...offer.amounts.keys()];
  const parts = allocate(atMost, [...offer.amounts.values(), offer.shipping]);
  const reasons = [
    ...offer.reasons,
    reason('offer.at-most', `Never more than ${open.money(atMost)} an order`, { cost }),
  ];
  const amounts = new Map(keys.map((key, at) => [key, parts[at] ?? 0]));
  return {
    ...offer,
    amounts,
    shipping: parts.at(-1) ?? 0,
    reasons,
  };
}

const offLines: ReadonlySet<string> = new Set(['percent', 'fixed', 'fixed-price']);

function offGoods(
  promotion: Promotion,
  components: readonly Component[],
  indexes: readonly number[],
  open: Open,
): Offer {
  const { action, target } = promotion;
  // What comes off lines has nothing to say where there are none; sets and gifts look for their goods themselves.
  if (indexes.length === 0 && offLines.has(action.kind)) return nothing;
  switch (action.kind) {
    case 'percent':
      return percent(action.rate, indexes, open);
    case 'fixed':
      return action.spread === 'each'
        ? each(action.amount, action.maxUnits, indexes, open)
        : across(action.amount, indexes, open);
    case 'fixed-price':
      return fixedPrice(action.amount, action.maxUnits, indexes, open);
    case 'buy-get':
      return buyGet(action, target, open);
    case 'bundle':
      return bundle(action, components, open);
    case 'tiers':
      return tiers(promotion, indexes, open);
    case 'gift':
      return gift(action, open);
    case 'free-shipping':
      return offShipping(promotion, open);
  }
}
