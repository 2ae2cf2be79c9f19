import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { type MinorUnits, sum } from '@tillhouse/shared/kernel/money.ts';

interface Goods {
  readonly pricesIncludeTax: boolean;
  readonly relief: FrozenOrder['relief'];
  readonly subtotal: MinorUnits;
  readonly lines: readonly { readonly total: MinorUnits; readonly discount: MinorUnits }[];
}

/**
 * The goods before discounts, so that they, less discounts, with delivery, come to the total: of who pays no tax without the tax that
 * the prices hold.
 */
export const goodsShown = ({ pricesIncludeTax, relief, subtotal, lines }: Goods): MinorUnits =>
  relief && pricesIncludeTax ? sum(lines.flatMap(({ total, discount }) => [total, discount])) : subtotal;
