import type { SoldByRow } from '../../../bridge/commission-views.ts';
import { percentText } from '../../data/percent.ts';
import { csvText } from '../../ui/csv.ts';
import { decimalText, minorDigits } from '../../ui/money.tsx';

/** "2 %, 5 %": at what rates somebody got what they get. */
export const ratesText = ({ commissions }: Pick<SoldByRow, 'commissions'>): string =>
  commissions.map(({ rate }) => `${percentText(rate)} %`).join(', ');

/** A line a person and rate, as payroll programs read it; who gets none has one without a rate. */
export function soldCsv(rows: readonly SoldByRow[]): string {
  const plain = (amount: number, currency: string) => decimalText(amount, minorDigits(currency));
  return csvText(
    [
      'person',
      'currency',
      'sales',
      'sold',
      'discounts',
      'returned',
      'net',
      'rate_percent',
      'net_at_rate',
      'commission',
    ],
    rows.flatMap((row) => {
      const { name, currency, sales, sold, discounts, back, net, commissions } = row;
      const head = [name, currency, sales, ...[sold, discounts, back, net].map((one) => plain(one, currency))];
      if (commissions.length === 0) return [[...head, '', '', plain(0, currency)]];
      return commissions.map(({ rate, net: of, amount }) => [
        ...head,
        ...[percentText(rate), plain(of, currency), plain(amount, currency)],
      ]);
    }),
  );
}
