import type { ReturnedLine } from '@tillhouse/shared/domains/orders/schema.ts';
import { t } from '../../ui/text.ts';

export const reasonNames: Readonly<Record<ReturnedLine['reason'], string>> = {
  'changed-mind': 'Changed mind',
  faulty: 'Faulty',
  damaged: 'Arrived damaged',
  'wrong-item': 'Wrong item',
  'not-as-described': 'Not as described',
  late: 'Came too late',
  other: 'Another reason',
};
export const conditionNames: Readonly<Record<ReturnedLine['condition'], string>> = {
  sealed: 'Sealed',
  'like-new': 'Opened, like new',
  used: 'Used',
  damaged: 'Damaged',
};
export const restockNames: Readonly<Record<ReturnedLine['restock'], string>> = {
  available: 'Shelf, for sale',
  damaged: 'Damaged stock',
  none: 'Not into stock',
};

/** "Faulty · damaged · damaged stock", of a line of a return. */
export function backText({
  reason,
  condition,
  restock,
}: {
  reason: string;
  condition: string;
  restock: string;
}): string {
  const words = [
    reasonNames[reason as ReturnedLine['reason']],
    conditionNames[condition as ReturnedLine['condition']],
    restockNames[restock as ReturnedLine['restock']],
  ];
  return words.map((word) => t(word ?? '')).join(' · ');
}
