import { receiptOf, storeReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import type { StoreDraft } from './store-draft.ts';

type Written = Pick<StoreDraft, 'receipt' | 'receiptHeader' | 'receiptFooter'>;
interface Words {
  readonly header: string;
  readonly footer: string;
}

/** What is written for a location, or for the store. @param place empty: the store's own */
export function wordsAt(draft: Written, place: string): Words {
  if (place === '') return { header: draft.receiptHeader, footer: draft.receiptFooter };
  const own = receiptOf(draft).places.find(({ locationId }) => locationId === place);
  return { header: own?.header ?? '', footer: own?.footer ?? '' };
}

/** What comes out there: its own words, and the store's where it has none. */
export function wordsPrintedAt(draft: Written, place: string): Words {
  const own = wordsAt(draft, place);
  return { header: own.header || draft.receiptHeader, footer: own.footer || draft.receiptFooter };
}

/** A location that says nothing of its own any more is not kept. */
export function withWords(draft: Written, place: string, said: Partial<Words>): Partial<StoreDraft> {
  const words = { ...wordsAt(draft, place), ...said };
  if (place === '') return { receiptHeader: words.header, receiptFooter: words.footer };
  const receipt = receiptOf(draft);
  const others = receipt.places.filter(({ locationId }) => locationId !== place);
  const own = { locationId: place, header: words.header || null, footer: words.footer || null };
  return { receipt: { ...receipt, places: own.header === null && own.footer === null ? others : [...others, own] } };
}

/** What keeps the receipt from being saved; in words that `t` knows. */
export function receiptProblem(draft: Pick<StoreDraft, 'receipt'>): string | null {
  const fits = storeReceipt.shape.link.shape.address.safeParse(receiptOf(draft).link.address).success;
  return fits ? null : 'Write an address that begins with https://.';
}
