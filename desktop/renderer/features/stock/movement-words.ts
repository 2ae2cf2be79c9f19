import { t } from '../../ui/text.ts';

const causes: Record<string, string> = {
  sale: 'Sale',
  return: 'Return',
  received: 'Received',
  adjusted: 'Adjusted',
  counted: 'Count',
  transfer: 'Transfer',
  reserved: 'Reserved',
  released: 'Released',
  committed: 'Committed',
  fulfilled: 'Shipped',
  opening: 'Opening stock',
};

/** The cause of a movement in a word. */
export function causeWord(cause: string): string {
  return t(causes[cause] ?? cause);
}
