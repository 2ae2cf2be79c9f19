import { type FileFormat, writerOf } from '@tillhouse/shared/domains/catalog/files/writer.ts';
import type { LeftOut } from '@tillhouse/shared/domains/catalog/files/shopify-sheet.ts';
import type { Bridge } from '../../../../bridge/contract.ts';
import type { ProductParams } from '../product-views.ts';

/** Writing products into a file, a part at a time: the screen stays free, and a person may stop it. */

/** Ids, or what the list shows by its view, search and category. */
export type WhichProducts = readonly string[] | Pick<ProductParams, 'view' | 'search' | 'category'>;

export interface FileTalk {
  readonly progress: (done: number, of: number) => void;
  readonly stopped: () => boolean;
}

export interface WrittenFile {
  readonly parts: readonly string[];
  readonly products: number;
  readonly leftOut: LeftOut;
}

/** Products of one answer of the host. */
const PART = 100;

/** @returns null where a person stopped it */
export async function writeProducts(
  bridge: Pick<Bridge, 'query'>,
  which: WhichProducts,
  format: FileFormat,
  talk: FileTalk,
): Promise<WrittenFile | null> {
  const { costs, ...shop } = await bridge.query('products.fileShop', {});
  const ids = 'view' in which ? await bridge.query('products.fileIds', which) : await inOrder(bridge, which);
  const writer = writerOf(format, shop, costs);
  const parts = [writer.head()];
  let products = 0;
  talk.progress(0, ids.length);
  for (let at = 0; at < ids.length; at += PART) {
    if (talk.stopped()) return null;
    const records = await bridge.query('products.records', { ids: ids.slice(at, at + PART) });
    parts.push(writer.products(records));
    products += records.length;
    talk.progress(Math.min(at + PART, ids.length), ids.length);
  }
  parts.push(writer.end());
  return talk.stopped() ? null : { parts, products, leftOut: writer.leftOut() };
}

/** What was ticked, in the order of files. */
async function inOrder(bridge: Pick<Bridge, 'query'>, ticked: readonly string[]): Promise<readonly string[]> {
  const wanted = new Set(ticked);
  const all = await bridge.query('products.fileIds', { view: 'all' });
  return all.filter((id) => wanted.has(id));
}

const kinds = {
  spreadsheet: { name: 'products', ending: 'csv', type: 'text/csv' },
  lossless: { name: 'products-lossless', ending: 'jsonl', type: 'application/jsonl' },
  shopify: { name: 'products-shopify', ending: 'csv', type: 'text/csv' },
} as const satisfies Record<FileFormat, { name: string; ending: string; type: string }>;

/** `products-2026-11-23.csv` */
export function fileOf(format: FileFormat, today: string): { readonly name: string; readonly type: string } {
  const { name, ending, type } = kinds[format];
  return { name: `${name}-${today}.${ending}`, type };
}
