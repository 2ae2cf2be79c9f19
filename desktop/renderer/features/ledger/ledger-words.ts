import type { LedgerBalanceRow, LedgerEntry } from '../../../bridge/ledger-views.ts';
import { csvText } from '../../ui/csv.ts';
import { decimalText, minorDigits } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { tenderName } from '../orders/order-words.ts';
import { ratePercent } from '../till/basket-panel.tsx';

const accounts: Readonly<Record<string, string>> = {
  sales: 'Sales',
  refund: 'Goods taken back',
  tax: 'Tax owed',
  shipping: 'Delivery',
  fee: 'Fees kept',
  rounding: 'Cash rounding',
  tender: 'Card and provider payments',
  drawer: 'Cash in drawers',
  due: 'Owed by customers',
  safe: 'Safe',
  payout: 'Cash paid out by hand',
  variance: 'Drawer variance',
  credit: 'Owed on gift cards and store credit',
  goodwill: 'Credit given by hand',
  breakage: 'Expired gift cards',
  tips: 'Tips owed to staff',
  points: 'Owed for points',
  loyalty: 'Points given with sales',
  exchange: 'Gained or lost by exchange rates',
  disputed: 'Taken back in disputes',
  charges: 'Charges of payment providers',
  bank: 'Paid out to the bank',
};
const kinds: Readonly<Record<string, string>> = {
  sale: 'Sale',
  return: 'Return',
  cancellation: 'Cancellation',
  refund: 'Refund by the provider',
  'drawer-opened': 'Drawer opened',
  'cash-moved': 'Cash moved',
  'drawer-closed': 'Drawer closed',
  'credit-moved': 'Gift card or store credit',
  tip: 'Tip',
  'points-moved': 'Points',
  disputed: 'Disputed payment',
  'paid-out': 'Payout by the provider',
};

export const accountName = (account: string): string => t(accounts[account] ?? account);
export const kindName = (kind: string): string => t(kinds[kind] ?? kind);

/** "20 %", "Card", "Bath till 2": what within the account. */
export function detailText(
  { account, detail }: { readonly account: string; readonly detail: string },
  name: string | null,
): string {
  if (account === 'tax') return detail === '' ? '' : t('{rate} %', { rate: ratePercent(detail) });
  if (account === 'tender' || account === 'credit' || account === 'goodwill' || account === 'breakage')
    return tenderName(detail);
  return account === 'drawer' || account === 'tips' ? (name ?? '') : detail;
}

const plain = (amount: number, currency: string) => decimalText(amount, minorDigits(currency));

export function balanceCsv(rows: readonly LedgerBalanceRow[]): string {
  return csvText(
    ['account', 'detail', 'name', 'currency', 'opening', 'debit', 'credit', 'closing'],
    rows.map(({ account, detail, name, currency, opening, debit, credit, closing }) => [
      ...[account, detail, name, currency],
      ...[opening, debit, credit, closing].map((amount) => plain(amount, currency)),
    ]),
  );
}

/** A line a posting, as accounting programs read a journal. */
export function bookCsv(entries: readonly LedgerEntry[]): string {
  return csvText(
    ['date', 'time', 'entry', 'kind', 'reference', 'account', 'detail', 'currency', 'debit', 'credit'],
    entries.flatMap(({ id, kind, reference, currency, businessDate, occurredAt, lines }) =>
      lines.map(({ account, detail, amount }) => [
        ...[businessDate, new Date(occurredAt).toISOString(), id, kind, reference, account, detail, currency],
        amount > 0 ? plain(amount, currency) : '',
        amount < 0 ? plain(-amount, currency) : '',
      ]),
    ),
  );
}
