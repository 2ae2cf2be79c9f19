import type { CreditRow } from '../../../bridge/credit-views.ts';
import { calendarDayText } from '../../ui/instants.ts';
import type { Tone } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

const kinds: Readonly<Record<string, string>> = {
  sold: 'Sold',
  given: 'Given by hand',
  'from-points': 'Made of points',
  refunded: 'Paid back to it',
  redeemed: 'Paid with',
  released: 'Given back, not sold',
  'brought-back': 'Card brought back',
  taken: 'Taken off by hand',
  expired: 'Expired',
  covered: 'Covered by the shop',
};

export const movementName = (kind: string): string => t(kinds[kind] ?? kind);

/** "Card …3VE7", "Store credit": how people name it. */
export const creditName = ({ kind, codeEnd }: Pick<CreditRow, 'kind' | 'codeEnd'>): string =>
  kind === 'store-credit' ? t('Store credit') : t('Card …{end}', { end: codeEnd });

export function creditState({ status, expired, balance }: CreditRow): { readonly tone: Tone; readonly text: string } {
  if (status === 'blocked') return { tone: 'bad', text: t('Blocked') };
  if (expired) return { tone: 'warn', text: t('Expired') };
  return balance > 0 ? { tone: 'ok', text: t('Pays') } : { tone: 'open', text: t('Spent') };
}

/** A day of the store, `2028-11-30`, as people read it. */
export const lastDayText = (day: string | null): string =>
  day === null ? t('for ever') : calendarDayText(day, { year: true });
