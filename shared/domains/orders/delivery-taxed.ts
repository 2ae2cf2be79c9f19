import { allocate, type MinorUnits, sum } from '../../kernel/money.ts';
import type { Calculation } from '../pricing/calculate.ts';
import type { DeliveryRule } from '../pricing/delivery-tax-law.ts';
import type { DeliveryTaxed } from './frozen-parts.ts';
import type { FrozenOrder } from './frozen-order.ts';
import type { Order } from './schema.ts';

export type Delivered = Pick<Order, 'shippingTotal' | 'shippingTax' | 'shippingTaxed'>;

export const taxOfDelivery = (taxed: DeliveryTaxed | null | undefined): MinorUnits =>
  sum(taxed?.parts.map(({ tax }) => tax) ?? []);

/** Delivery as it is shown beside prices: with its tax where they have theirs. */
export const shownDelivery = ({
  pricesIncludeTax,
  shippingTotal,
  shippingTax,
}: Pick<Order, 'pricesIncludeTax' | 'shippingTotal' | 'shippingTax'>): MinorUnits =>
  pricesIncludeTax ? shippingTotal : sum([shippingTotal, -shippingTax]);

/** Of an order that is not placed yet; one that was frozen before delivery was taxed has none on it. */
export const frozenDelivery = ({ pricesIncludeTax, shippingTotal, shippingTaxed = null }: FrozenOrder) => ({
  ...{ pricesIncludeTax, shippingTotal, shippingTax: taxOfDelivery(shippingTaxed) },
});

/** What an order keeps of its delivery, as it was worked out. @param named each tax by its name, also where it is one alone */
export function deliveryOf(rule: DeliveryRule, { shipping }: Calculation, named = false): Delivered {
  const { total: shippingTotal, amount, discount, parts } = shipping;
  if (rule === 'untaxed' || parts.length === 0) return { shippingTotal, shippingTax: 0, shippingTaxed: null };
  const shippingTaxed: DeliveryTaxed = {
    rule,
    shown: sum([amount, -discount]),
    parts: parts.map(({ taxRate, net, tax, taxes }) => ({
      ...{ taxRate, net, tax },
      taxes:
        taxes.length > (named ? 0 : 1) && tax !== 0
          ? taxes.map(({ name, amount: each }) => ({ name, amount: each }))
          : null,
    })),
  };
  return { shippingTotal, shippingTax: taxOfDelivery(shippingTaxed), shippingTaxed };
}

const minus = (amount: MinorUnits): MinorUnits => sum([0, -amount]);

/**
 * The part of a delivery's taxes that goes back with `amount` of it, negative. Shared out over what is left after `earlier`, so that no
 * part gives back more than it has, and bit by bit all of it goes back to the penny.
 */
export function deliveryBack(
  sale: Pick<Order, 'pricesIncludeTax' | 'shippingTaxed'>,
  earlier: readonly { readonly shippingTaxed?: DeliveryTaxed | null | undefined }[],
  amount: MinorUnits,
): DeliveryTaxed | null {
  const taxed = sale.shippingTaxed;
  if (!taxed || amount <= 0) return null;
  const given = earlier.flatMap(({ shippingTaxed }) => shippingTaxed ?? []);
  const left = taxed.parts.map(({ net, tax }, at) => ({
    net: Math.max(0, sum([net, ...given.map(({ parts }) => parts[at]?.net ?? 0)])),
    tax: Math.max(0, sum([tax, ...given.map(({ parts }) => parts[at]?.tax ?? 0)])),
  }));
  const totals = allocate(
    amount,
    left.map(({ net, tax }) => sum([net, tax])),
  );
  const parts = taxed.parts.map(({ taxRate, taxes }, at) => {
    const [total, of] = [totals[at] ?? 0, left[at] ?? { net: 0, tax: 0 }];
    const [net = 0, tax = 0] = total === 0 ? [0, 0] : allocate(total, [of.net, of.tax]);
    const split =
      taxes &&
      allocate(
        tax,
        taxes.map(({ amount: each }) => Math.abs(each)),
      );
    const named = taxes?.map(({ name }, index) => ({ name, amount: minus(split?.[index] ?? 0) })) ?? null;
    return { taxRate, net: minus(net), tax: minus(tax), taxes: named };
  });
  const shown = sale.pricesIncludeTax ? minus(amount) : sum(parts.map(({ net }) => net));
  return { rule: taxed.rule, shown, parts };
}
