import { decimalsOf, decimalText } from '../../kernel/currencies.ts';
import { csvCell } from '../../kernel/csv.ts';
import { type Fraction, type MinorUnits, multiply, sum } from '../../kernel/money.ts';
import { memberOf } from './reverse-charge.ts';

/** What was sold without tax to firms of other members of the EU in a month: the recapitulative statement, per VAT number. */

/** Of one VAT number, in one currency at one rate. Minor units, less what came back. */
export interface SoldToFirm {
  readonly number: string;
  readonly amount: MinorUnits;
  readonly orders: number;
  /** Orders whose number nobody has looked up yet */
  readonly unchecked: number;
  /** Into the currency of the list; undefined: none is known */
  readonly rate: Fraction | undefined;
}

export interface EcSale {
  /** As its numbers begin, `FR`, `EL` */
  readonly member: string;
  /** Without its country */
  readonly number: string;
  /** Minor units; null: a rate of exchange is missing for a part of it */
  readonly amount: MinorUnits | null;
  readonly orders: number;
  readonly unchecked: number;
}

/** @param home the member that the store is taxed in: its own numbers are no part of it */
export function ecSales(home: string, sold: readonly SoldToFirm[]): EcSale[] {
  const byNumber = Map.groupBy(
    sold.filter(({ number }) => ![null, home].includes(memberOf(number))),
    ({ number }) => number,
  );
  return [...byNumber]
    .map(([number, parts]) => {
      const amounts = parts.map(({ amount, rate }) => (rate ? multiply(amount, rate) : null));
      const known = amounts.filter((amount) => amount !== null);
      return {
        ...{ member: number.slice(0, 2), number: number.slice(2) },
        amount: known.length === amounts.length ? sum(known) : null,
        orders: parts.reduce((all, { orders }) => all + orders, 0),
        unchecked: parts.reduce((all, { unchecked }) => all + unchecked, 0),
      };
    })
    .filter(({ amount, orders }) => amount !== 0 || orders > 0)
    .sort((a, b) => (`${a.member}${a.number}` < `${b.member}${b.number}` ? -1 : 1));
}

const head = ['month', 'member_state', 'vat_number', 'kind', 'amount', 'currency', 'orders', 'not_looked_up'];

/** One line a number, amounts as decimals; what has no rate stands empty. */
export function ecSalesCsv(
  rows: readonly EcSale[],
  { month, currency }: { readonly month: string; readonly currency: string },
): string {
  const places = decimalsOf(currency) ?? 2;
  const decimal = (amount: MinorUnits | null): string =>
    amount === null ? '' : `${amount < 0 ? '-' : ''}${decimalText(Math.abs(amount), places)}`;
  const lines = rows.map(({ member, number, amount, orders, unchecked }) => [
    ...[month, member, number, 'goods', decimal(amount), currency, orders, unchecked],
  ]);
  return [head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
