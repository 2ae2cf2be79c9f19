import { linkOf, receiptOf, type StoreReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import type { ReceiptView } from '../../../bridge/views.ts';
import type { Block } from './paper.ts';
import type { Bitmap } from './raster/bitmap.ts';

/** How a receipt is made up on one roll. */
export interface PaperDesign {
  readonly design: StoreReceipt;
  /** For the width of the roll; null: there is none */
  readonly logo: Bitmap | null;
}

export const plainDesign: PaperDesign = { design: receiptOf({ receipt: null }), logo: null };

export const centre = (text: string, more: object = {}): Block[] =>
  text.trim() === ''
    ? []
    : text.split('\n').map((line): Block => ({ kind: 'text', text: line.trim(), align: 'center', ...more }));

/** What stands above the sale. */
export function headOf({ storeName, storeStreet, header }: ReceiptView, { design, logo }: PaperDesign): Block[] {
  return design.head.flatMap((part): Block[] => {
    if (part === 'logo')
      return logo
        ? [
            { kind: 'picture', bitmap: logo },
            { kind: 'space', lines: 1 },
          ]
        : [];
    if (part === 'name') return centre(storeName, { big: true, bold: true });
    return centre(part === 'address' ? storeStreet : header);
  });
}

/** What stands below it: a sale bears its number as bars, a return as letters, since nothing is brought back by it. */
export function footOf({ number, returnOf, footer }: ReceiptView, { design }: PaperDesign, gift: boolean): Block[] {
  const { link, giftWords } = design;
  return design.foot.flatMap((part): Block[] => {
    if (part === 'number') return returnOf === null ? [{ kind: 'bars', text: number }] : centre(number);
    if (part === 'words') return centre(gift && giftWords.trim() !== '' ? giftWords : footer);
    if (link.address === '') return [];
    return [{ kind: 'qr', text: linkOf(design, number) }, ...centre(link.words)];
  });
}
