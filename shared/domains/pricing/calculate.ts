import { type MinorUnits, sum } from '../../kernel/money.ts';
import { extend } from '../../kernel/quantity.ts';
import { applyPromotions, type PromotionOutcome } from './apply-promotions.ts';
import { amountTooLarge } from './errors-calculation.ts';
import type { CalculationArgs } from './calculation-args.ts';
import { checkCalculation } from './check-calculation.ts';
import { type Coupon, couponsOf } from './coupons.ts';
import { type DeliveredGood, deliveryLines, wholeDelivery } from './delivery-tax.ts';
import { fractionText, type Money, moneyIn, rateText, type Reason, reason } from './explain.ts';
import { goodOf, type ResolvedLine, resolveLine } from './resolve-line.ts';
import type { Situation } from './promotion-conditions.ts';
import { couponKey } from './promotion-uses.ts';
import { type LineInput, priceOrder, type PricedLine, type TaxOfRate, taxByRate } from './rules.ts';
import { settleTenders, type SettledTender } from './tenders.ts';
import { type Taxation, taxationFor } from './taxation.ts';
import { refuseOverlaps } from './tax-table.ts';

interface Discount {
  readonly promotionId: string;
  readonly name: string;
  readonly amount: MinorUnits;
}

export interface CalculatedLine {
  readonly key: string;
  readonly unitPrice: MinorUnits;
  readonly compareAt: MinorUnits | null;
  /** Before any discount, as shown */
  readonly amount: MinorUnits;
  /** By a person */
  readonly manualDiscount: MinorUnits;
  readonly discounts: readonly Discount[];
  /** All of it */
  readonly discount: MinorUnits;
  readonly net: MinorUnits;
  readonly tax: MinorUnits;
  /** net + tax: what the line adds to the total */
  readonly total: MinorUnits;
  readonly taxRate: string;
  readonly taxes: readonly { readonly name: string; readonly amount: MinorUnits }[];
  /** Fractions of minor units before anything was rounded */
  readonly exact: { readonly net: string; readonly tax: string };
  /** Every step, in order: why this price */
  readonly steps: readonly Reason[];
}

type Shown = Omit<CalculatedLine, 'key' | 'unitPrice' | 'compareAt' | 'manualDiscount'>;

/** What of delivery is taxed in one way; none where it is untaxed or there is none. */
export type DeliveryPart = Pick<CalculatedLine, 'net' | 'tax' | 'total' | 'taxRate' | 'taxes'>;

export interface Calculation {
  readonly currency: string;
  readonly decimals: number;
  readonly lines: readonly CalculatedLine[];
  /** The sum of its parts */
  readonly shipping: Shown & { readonly parts: readonly DeliveryPart[] };
  readonly promotions: readonly PromotionOutcome[];
  readonly coupons: readonly Coupon[];
  /** Σ line amounts before discounts, as shown */
  readonly subtotal: MinorUnits;
  /** Goods and delivery */
  readonly discountTotal: MinorUnits;
  /** netTotal + taxTotal = total; delivery is in all three */
  readonly netTotal: MinorUnits;
  readonly taxTotal: MinorUnits;
  readonly shippingTotal: MinorUnits;
  readonly total: MinorUnits;
  /** Per rate; its sums are netTotal and taxTotal */
  readonly taxByRate: readonly TaxOfRate[];
  readonly tenders: readonly SettledTender[];
  /** Of cash; total + rounding = payable = paid + due */
  readonly rounding: MinorUnits;
  readonly payable: MinorUnits;
  readonly paid: MinorUnits;
  readonly due: MinorUnits;
  /** Of the order as a whole */
  readonly steps: readonly Reason[];
}

const SHIPPING = '\u0000shipping';

/**
 * The one calculation: prices, discounts on lines, discounts on the order, delivery, tax, rounding, tenders. Used by the till, the
 * checkout, the cloud and the office alike; it reads no clock and keeps nothing.
 * @throws DomainError `pricing.*` for what it refuses to work with (errors-calculation.ts)
 */
export function calculate(args: CalculationArgs): Calculation {
  const money = moneyIn(checkCalculation(args));
  try {
    return calculated(args, money);
  } catch (error) {
    // Sums and products are exact, or they stop here.
    if (error instanceof RangeError) throw amountTooLarge({ at: 'a sum' });
    throw error;
  }
}

function calculated(args: CalculationArgs, money: Money): Calculation {
  refuseOverlaps(args.taxTable ?? []);
  const taxation = taxationFor(args);
  const lines = args.lines.map((line, index) => resolveLine(`lines.${index}`, line, args, money));
  const coupons = new Set((args.coupons ?? []).map(couponKey));
  const situation: Situation = {
    at: args.at,
    timeZone: args.settings.timeZone ?? 'UTC',
    channel: args.channel ?? '',
    locationId: args.locationId ?? '',
    groups: args.customer?.groups ?? [],
    segments: args.customer?.segments ?? [],
    firstOrder: args.customer?.firstOrder === true,
    customerKnown: args.customer?.known,
    money,
  };
  const goods = lines.map(goodOf);
  const shippingAmount = args.shipping?.amount ?? 0;
  const promotions = args.promotions ?? [];
  const applied = applyPromotions(promotions, { goods, coupons, situation, shipping: shippingAmount });
  const discountOf = (index: number) => sum((applied.byLine[index] ?? []).map(({ amount }) => amount));
  const inputs = lines.map(({ line, unitPrice, manualDiscount }, index): LineInput => {
    const { key, quantity, scale = 0 } = line;
    const discount = sum([manualDiscount, discountOf(index)]);
    return { key, quantity, scale, unitPrice, discount, ...taxation.of(line) };
  });
  const shippingOff = sum(applied.shippingOff.map(({ amount }) => amount));
  const rule = args.shipping?.taxedAs;
  const own = taxation.of(args.shipping ?? { taxRate: '0' });
  const { pricesIncludeTax, taxRounding = 'line' } = args.settings;
  // Money on a card is not delivered; it is taxed when it is spent.
  const delivered = inputs.flatMap((input, index): DeliveredGood[] =>
    lines[index]?.line.giftCard ? [] : [{ worth: worthOf(input), taxes: taxesOf(input) }],
  );
  const delivery = deliveryLines(rule, { amount: shippingAmount, discount: shippingOff, own }, delivered, SHIPPING);
  const all = priceOrder({ pricesIncludeTax, taxRounding }, [...inputs, ...delivery]).lines;
  const priced = all.slice(0, inputs.length);
  const parts = all.slice(inputs.length);
  const shipping = wholeDelivery(parts);
  const total = sum(all.map((line) => line.total));
  const cash = args.settings.cashRounding ?? { increment: 1, mode: 'half-up' as const };
  const settled = settleTenders(total, args.tenders ?? [], cash);
  const counted = args.shipping ? all : priced;
  return {
    currency: args.currency,
    decimals: checkedDecimals(money),
    lines: priced.map((line, index) => {
      const resolved = lines[index] as ResolvedLine;
      const discounts = (applied.byLine[index] ?? []).map(({ id, ...rest }) => ({ promotionId: id, ...rest }));
      const { unitPrice, compareAt, manualDiscount } = resolved;
      const steps = [...resolved.reasons, ...discountSteps(discounts, money), ...taxSteps(line, taxation, args, money)];
      return { ...shown(line, discounts, steps), key: line.key, unitPrice, compareAt, manualDiscount };
    }),
    shipping: {
      ...shown(
        shipping,
        applied.shippingOff.map(({ id, ...rest }) => ({ promotionId: id, ...rest })),
        args.shipping ? deliverySteps(parts, taxation, args, money) : [],
      ),
      parts: shippingAmount === 0 || rule === 'untaxed' ? [] : parts.map(deliveryPart),
    },
    promotions: applied.promotions,
    coupons: couponsOf(args.coupons ?? [], promotions, applied.promotions),
    subtotal: sum(priced.map(({ amount }) => amount)),
    discountTotal: sum(all.map(({ discount }) => discount)),
    netTotal: sum(all.map(({ net }) => net)),
    taxTotal: sum(all.map(({ tax }) => tax)),
    shippingTotal: shipping.total,
    total,
    taxByRate: taxByRate(counted),
    ...settled,
    steps: orderSteps(settled.rounding, taxRounding, money),
  };
}

/** `1` in the last place tells how many there are. */
const checkedDecimals = (money: Money): number => (money(1).split('.')[1] ?? '').length;

const taxesOf = ({ taxRate, taxes, includedRate, includedTaxes, keepGross, relief }: LineInput) => ({
  ...{ taxRate, ...(taxes && { taxes }), ...(includedRate && { includedRate }) },
  ...{ ...(includedTaxes && { includedTaxes }), ...(keepGross && { keepGross }), ...(relief && { relief }) },
});

/** As it is shown, after discounts. */
const worthOf = ({ unitPrice, quantity, scale, discount = 0 }: LineInput): MinorUnits =>
  Math.max(0, sum([extend(unitPrice, quantity, scale), -discount]));

const deliveryPart = ({ net, tax, total, taxRate, taxes = [] }: PricedLine): DeliveryPart => ({
  ...{ net, tax, total, taxRate, taxes },
});

function deliverySteps(
  parts: readonly PricedLine[],
  taxation: Taxation,
  args: CalculationArgs,
  money: Money,
): Reason[] {
  const rule = args.shipping?.taxedAs ?? 'standard';
  const texts = { goods: 'as the goods, by their value', standard: 'for itself', untaxed: 'not at all' };
  const how = reason('delivery-tax', `Delivery is taxed ${texts[rule]}`, { rule, parts: parts.length });
  const taxed = parts.flatMap((part) => taxSteps(part, taxation, args, money));
  return args.shipping?.taxedAs ? [how, ...taxed] : taxed;
}

function shown(line: PricedLine, discounts: readonly Discount[], steps: readonly Reason[]): Shown {
  const { amount, discount, net, tax, total, taxRate, taxes = [], exact } = line;
  const fractions = { net: fractionText(exact.net), tax: fractionText(exact.tax) };
  return { amount, discounts, discount, net, tax, total, taxRate, taxes, exact: fractions, steps };
}

const discountSteps = (discounts: readonly Discount[], money: Money): Reason[] =>
  discounts.map(({ promotionId, name, amount }) =>
    reason('discount', `${money(amount)} off by “${name}”`, { promotionId, amount }),
  );

function taxSteps(line: PricedLine, taxation: Taxation, { settings }: CalculationArgs, money: Money): Reason[] {
  const { net, tax, taxRate, exact, total } = line;
  const inside = settings.pricesIncludeTax ? 'in the price' : 'on top';
  const rate = /^\d+(\/\d+)?$/.test(taxRate) ? rateText(taxRate) : taxRate;
  const text = taxation.relief
    ? `No tax: ${taxation.relief.kind === 'exempt' ? 'exempt' : 'reverse charge'}, ${taxation.relief.evidence}`
    : `${money(net)} and ${money(tax)} tax at ${rate} ${inside} make ${money(total)}`;
  const steps = [reason('tax', text, { net, tax, taxRate })];
  const whole = exact.net.d === 1n && exact.tax.d === 1n;
  if (whole) return steps;
  const said = `Rounded ${settings.taxRounding === 'document' ? 'once for the document and shared out' : 'on the line'}`;
  return [...steps, reason('rounding', said, { net: fractionText(exact.net), tax: fractionText(exact.tax) })];
}

function orderSteps(rounding: number, taxRounding: 'line' | 'document', money: Money): Reason[] {
  const how = taxRounding === 'document' ? 'Tax is rounded once per rate' : 'Tax is rounded on each line';
  const steps = [reason('tax-rounding', how)];
  if (rounding !== 0) steps.push(reason('cash-rounding', `Cash is rounded by ${money(rounding)}`, { rounding }));
  return steps;
}
