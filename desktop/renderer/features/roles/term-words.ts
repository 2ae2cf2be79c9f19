import { permissionFacts } from '@tillhouse/shared/domains/access/permissions.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import type { Cell } from './role-draft.ts';

/** What fits into a cell: `15%`, `£100`, `asks`, `own shop`; empty where it is a plain yes or no. */
export function cellText(permission: string, cell: Cell, currency: string): string {
  if (!cell) return '';
  if (cell.asks) return t('asks');
  if (cell.upTo !== undefined) return limitText(permission, cell.upTo, currency);
  return cell.at === 'home' ? t('own shop') : '';
}

export function limitText(permission: string, upTo: number, currency: string): string {
  if (permissionFacts(permission)?.limit === 'percent') return `${upTo}%`;
  return moneyText({ amount: upTo, currency }, { trim: true });
}

/** The whole of a cell in words, for who hears it and for the record of one person. */
export function cellWords(permission: string, cell: Cell, currency: string): string {
  if (!cell) return t('No');
  if (cell.asks) return t('Asks each time');
  const parts = [
    ...(cell.upTo === undefined
      ? []
      : [t('up to {limit}, then asks', { limit: limitText(permission, cell.upTo, currency) })]),
    ...(cell.at === 'home' ? [t('at the own location only')] : []),
  ];
  return parts.length === 0 ? t('Yes') : t('Yes, {terms}', { terms: parts.join(', ') });
}
