import type { FindSaleQueries, FoundSale } from '../../../bridge/find-sale-queries.ts';
import { calendarDayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { tenderName } from '../orders/order-words.ts';

type Words = FindSaleQueries['till.findSales']['result']['words'];

const dayOf = (date: string) => calendarDayText(date, { year: true });

/** "Card ending 4417 or number 4417 · Sat 14 Nov 2026", so that a word taken wrongly is seen. */
export function understood({ number, digits, date, amount, person }: Words, currency = 'GBP'): string {
  return [
    number && t('number {number}', { number }),
    digits &&
      (digits.length === 4
        ? t('card ending {digits}, or number {digits}', { digits })
        : t('number {digits}', { digits })),
    person && t('“{person}”', { person }),
    date && dayOf(date),
    amount !== undefined && moneyText({ amount, currency }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** "Visa ending 4417", "Cash", "Cash, Visa ending 4417" */
export function paidText(tenders: FoundSale['tenders']): string {
  return tenders
    .map(({ kind, brand, last4 }) =>
      brand || last4
        ? t('{brand} ending {last4}', { brand: brand || t('Card'), last4: last4 ?? '' })
        : tenderName(kind),
    )
    .join(', ');
}

/** "2 × Stoneware mug, Linen napkins" */
export function itemsText(items: FoundSale['items']): string {
  return items
    .map(({ title, quantity, scale }) => (scale === 0 && quantity !== 1 ? `${quantity} × ${title}` : title))
    .join(', ');
}

export const firstDayText = dayOf;
