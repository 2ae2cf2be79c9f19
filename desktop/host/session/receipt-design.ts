import { receiptOf, type StoreReceipt } from '@tillhouse/shared/domains/access/store-receipt.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from './store-at.ts';

/** How receipts of a location are made up, and what its head and foot say: its own words, or those of its store. */
export interface ReceiptDesign {
  readonly design: StoreReceipt;
  readonly header: string;
  readonly footer: string;
}

export function receiptDesignAt(reader: Reader, locationId: string | null): ReceiptDesign {
  const store = storeAt(reader, locationId);
  const row =
    store && reader.get<{ receipt: string | null }>('SELECT receipt FROM store_settings WHERE id = ?', [store.id]);
  const design = receiptOf({ receipt: row?.receipt ? (JSON.parse(row.receipt) as StoreReceipt) : null });
  const own = design.places.find((place) => place.locationId === locationId);
  return {
    design,
    header: own?.header ?? store?.receiptHeader ?? '',
    footer: own?.footer ?? store?.receiptFooter ?? '',
  };
}
