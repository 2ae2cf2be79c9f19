import type { SoldItem } from '../../domains/register/complete-sale.ts';
import { larkhallGoods } from './catalogue.ts';
import { type Goods, variantIdOf } from './goods.ts';
import type { Chance } from './ids.ts';
import { larkhallTaxRates } from './places.ts';

/** What a till and the online shop know of the goods, without a database. */
export const soldItems: ReadonlyMap<string, SoldItem & { readonly price: number }> = new Map(
  larkhallGoods.flatMap((goods) =>
    goods.variants.map(([sku, values, price]) => {
      const id = variantIdOf(sku);
      const scale = goods.byWeight ? 3 : 0;
      const variant = { id, sku, scale, title: values.join(' / '), tracked: goods.untracked !== true };
      const product = { title: goods.title, taxClass: goods.taxClass ?? 'standard' };
      return [id, { variant, product, price, points: [{ list: 'Retail', kind: 'base', amount: price }] }];
    }),
  ),
);

export const rates: ReadonlyMap<string, string> = new Map(
  larkhallTaxRates.map(({ taxClass, rate }) => [taxClass, rate]),
);

export interface BasketLine {
  readonly key: string;
  readonly variantId: string;
  readonly quantity: number;
}

const tillGoods = larkhallGoods.filter(({ pull }) => pull > 0).map((goods) => [goods, goods.pull] as const);
/** Only what the warehouse has plenty of, so that every order of the story can be kept. */
const onlineGoods = tillGoods.filter(
  ([goods]) => !goods.tillOnly && !goods.byWeight && goods.variants.every((row) => row[4][2] >= 10),
);

function quantityOf(goods: Goods, luck: Chance): number {
  if (goods.byWeight) return luck.between(25, 150) * 10;
  return luck.pick([
    [1, 12],
    [2, 5],
    [goods.sku === 'MUG' || goods.sku.startsWith('PLT') ? 4 : 2, 2],
    [6, 0.3],
  ]);
}

/** One to four things, none twice. */
export function basket(luck: Chance, online: boolean): BasketLine[] {
  const lines = new Map<string, BasketLine>();
  const wanted = luck.pick([
    [1, 6],
    [2, 5],
    [3, online ? 4 : 3],
    [4, 2],
  ]);
  for (let index = 0; index < wanted; index++) {
    const goods = luck.pick(online ? onlineGoods : tillGoods);
    const [sku] = luck.pick(goods.variants.map((row) => [row, 1 + Math.max(0, row[4][0])] as const));
    const variantId = variantIdOf(sku);
    lines.set(variantId, { key: sku.toLowerCase(), variantId, quantity: quantityOf(goods, luck) });
  }
  return [...lines.values()];
}
