import { losslessWriter } from './lossless.ts';
import type { ShopOfFile } from './planned.ts';
import type { ProductRecord } from './record.ts';
import { type LeftOut, shopifyWriter } from './shopify-sheet.ts';
import { sheetWriter } from './write-sheet.ts';

/** The three files that products can be written into. */
export const fileFormats = ['spreadsheet', 'lossless', 'shopify'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Writes in parts: the head, products as they come, the end. */
export interface FileWriter {
  readonly head: () => string;
  readonly products: (products: readonly ProductRecord[]) => string;
  readonly end: () => string;
  readonly leftOut: () => LeftOut;
}

const nothing = (): LeftOut => ({ products: 0, variants: 0 });

export function writerOf(format: FileFormat, shop: ShopOfFile, costs: boolean): FileWriter {
  if (format === 'lossless') return { ...losslessWriter(shop.currency, shop.lists), leftOut: nothing };
  if (format === 'shopify') return shopifyWriter(shop.currency);
  return { ...sheetWriter({ ...shop, costs }), leftOut: nothing };
}
