import { euMembers } from '../../kernel/european-union.ts';
import { divideRounded, type MinorUnits, sum, toMinorUnits } from '../../kernel/money.ts';
import { partOf } from '../register/rules.ts';
import type { PackingSize } from './packing.ts';

/** Whether goods from one country to another pass customs: within the EU nothing is declared. ISO 3166 alpha-2; empty where nobody knows it. */
export const passesCustoms = (from: string, to: string): boolean =>
  from !== '' && to !== '' && from !== to && !(euMembers.has(from) && euMembers.has(to));

export interface FactsOfGoods {
  readonly hsCode: string;
  readonly origin: string;
  readonly grams: number | null;
  /** Of one as it is packed, outside, in millimetres */
  readonly size: PackingSize | null;
}

/** Field by field what a variant says, else its product. */
export function factsOf(variant: FactsOfGoods | undefined, product: FactsOfGoods | undefined): FactsOfGoods {
  return {
    hsCode: variant?.hsCode || product?.hsCode || '',
    origin: variant?.origin || product?.origin || '',
    grams: variant?.grams ?? product?.grams ?? null,
    size: variant?.size ?? product?.size ?? null,
  };
}

export interface GoodsAbroad extends Omit<FactsOfGoods, 'size'> {
  readonly lineId: string;
  readonly title: string;
  readonly sku: string;
  /** In this parcel */
  readonly quantity: number;
  readonly scale: number;
  /** Of the whole line */
  readonly ordered: number;
  /** In parcels before this one */
  readonly before: number;
  /** Minor units, without tax, after discounts */
  readonly net: MinorUnits;
  readonly discount: MinorUnits;
}

export interface DeclaredLine extends Pick<GoodsAbroad, 'lineId' | 'title' | 'sku' | 'quantity' | 'scale'> {
  readonly hsCode: string;
  readonly origin: string;
  /** Of all of them; null: nobody weighed it */
  readonly grams: number | null;
  readonly value: MinorUnits;
  /** Given for nothing: its value is what it would have cost, for customs alone */
  readonly free: boolean;
}

export interface Declaration {
  readonly lines: readonly DeclaredLine[];
  readonly value: MinorUnits;
  /** Null where a line has none */
  readonly grams: number | null;
  /** Titles of lines that lack an HS code or an origin */
  readonly lacking: readonly string[];
}

/** What a parcel holds, as customs ask for it: each unit with its part of what was paid without tax; of a gift what it would have cost. */
export function declarationOf(goods: readonly GoodsAbroad[]): Declaration {
  const lines = goods.map(({ ordered, before, net, discount, grams, ...line }): DeclaredLine => {
    const free = net === 0;
    const { quantity, scale } = line;
    const weight =
      grams === null ? null : toMinorUnits(divideRounded(BigInt(grams) * BigInt(quantity), 10n ** BigInt(scale), 'up'));
    return { ...line, grams: weight, value: partOf(free ? discount : net, ordered, before, quantity), free };
  });
  const weights = lines.flatMap(({ grams }) => grams ?? []);
  return {
    lines,
    value: sum(lines.map(({ value }) => value)),
    grams: weights.length === lines.length ? sum(weights) : null,
    lacking: lines.flatMap(({ hsCode, origin, title }) => (hsCode === '' || origin === '' ? [title] : [])),
  };
}
