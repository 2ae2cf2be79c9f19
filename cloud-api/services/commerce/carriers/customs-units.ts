import type { CustomsGoods } from './carrier.ts';

export interface CustomsUnits extends CustomsGoods {
  /** Minor units, of one */
  readonly each: number;
}

/**
 * Goods as an invoice for customs lists them that has a price of one: where what all of them are worth does not divide, those that cost
 * one minor unit more are a line of their own, so that the lines come to what was paid. None is worth nothing: customs do not take that.
 */
export function inUnits(goods: readonly CustomsGoods[]): CustomsUnits[] {
  return goods.flatMap((line) => {
    const { quantity, value, grams } = line;
    const each = Math.floor(value / quantity);
    const dearer = value - each * quantity;
    if (each === 0 || dearer === 0) return [{ ...line, each: Math.max(1, each) }];
    const theirs = Math.max(1, Math.floor((grams * dearer) / quantity));
    return [
      { ...line, quantity: dearer, value: dearer * (each + 1), grams: theirs, each: each + 1 },
      {
        ...line,
        quantity: quantity - dearer,
        value: (quantity - dearer) * each,
        grams: Math.max(1, grams - theirs),
        each,
      },
    ];
  });
}
