import type { Reader } from '../database/reader.ts';
import { locationOfRegister } from '../basket/price-basket.ts';
import type { LayawayOnPaper } from '../devices/printers/layaway-paper.ts';
import { storeAt } from '../session/store-at.ts';
import { fullTitle } from '../words.ts';
import { layawayHere } from './layaway-here.ts';

/** As it stands now; null where it is not at this desk. */
export function slipOf(reader: Reader, registerId: string, layawayId: string): LayawayOnPaper | null {
  const layaway = layawayHere(reader, layawayId);
  if (!layaway) return null;
  const store = storeAt(reader, locationOfRegister(reader, registerId));
  const { number, kind, customerName, currency, total, paid, dueOn, content } = layaway;
  return {
    ...{ number, kind, customerName, currency, total, paid, dueOn },
    lines: content.lines.map(({ title, variantTitle, quantity, scale, total: each, aside }) => ({
      ...{ title: fullTitle(title, variantTitle), quantity, scale, total: each, aside },
    })),
    storeName: store?.name ?? '',
    header: store?.receiptHeader ?? '',
    language: store?.locale ?? 'en-GB',
  };
}
