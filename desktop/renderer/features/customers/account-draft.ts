import type { OpenItem } from '@tillhouse/shared/domains/orders/statement.ts';
import type { AccountShown } from '../../../bridge/account-views.ts';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';

/** Terms as their fields hold them; an empty limit is none. */
export interface AccountDraft {
  readonly open: boolean;
  readonly limit: string;
  readonly days: string;
  /** Above which web orders wait for the shop; empty: none does */
  readonly askAbove: string;
}

export const draftOfAccount = (terms: AccountShown | null, currency: string): AccountDraft => ({
  open: terms?.open ?? false,
  limit: terms?.creditLimit == null ? '' : decimalText(terms.creditLimit, minorDigits(currency)),
  days: String(terms?.days ?? 30),
  askAbove: terms?.askAbove == null ? '' : decimalText(terms.askAbove, minorDigits(currency)),
});

/** Null for nothing typed; undefined: it is no amount. */
export function bound(text: string, currency: string): number | null | undefined {
  if (text.trim() === '') return null;
  const amount = parseMoney(text, currency);
  return amount === null || amount < 0 ? undefined : amount;
}

/** Null: something typed is no limit, or no number of days. */
export function accountOf({ open, limit, days, askAbove: above }: AccountDraft, currency: string): AccountShown | null {
  const creditLimit = bound(limit, currency);
  const askAbove = bound(above, currency);
  if (creditLimit === undefined || askAbove === undefined) return null;
  const net = /^\d{1,3}$/.test(days.trim()) ? Number(days) : 366;
  return net > 365 ? null : { open, creditLimit, days: net, askAbove };
}

/** What of a payment goes where: what was typed beside an order, or to the oldest first. */
export function allotmentOf(
  items: readonly OpenItem[],
  typed: Readonly<Record<string, string>>,
  currency: string,
): { readonly parts: { orderId: string; amount: number }[]; readonly wrong: boolean } {
  let wrong = false;
  const parts = items.flatMap(({ orderId, due }) => {
    const text = typed[orderId]?.trim() ?? '';
    if (text === '') return [];
    const amount = parseMoney(text, currency);
    if (amount === null || amount < 0 || amount > due) wrong = true;
    return amount ? [{ orderId, amount }] : [];
  });
  return { parts, wrong };
}
