import { parse } from 'csv-parse/sync';
import { DomainError } from '../../../../kernel/errors.ts';
import { testId, type TwoEngines } from '../../../../testing/two-engines.ts';
import { priceLists, prices, taxRates } from '../../../pricing/schema.ts';
import { customsFacts } from '../../customs-schema.ts';
import { barcodes, productMetafields, products, variantCosts, variants } from '../../schema.ts';
import { bringIn } from '../bring-in.ts';
import { losslessWriter } from '../lossless.ts';
import { type FilePlan, planFile, type ShopReads } from '../plan-file.ts';
import type { ShopOfFile } from '../planned.ts';
import type { ReadFile } from '../read-file.ts';
import { losslessReader } from '../read-lossless-file.ts';
import { sheetReader } from '../read-sheet.ts';
import type { ProductRecord } from '../record.ts';
import { recordsOf } from '../records-of.ts';
import { sheetWriter } from '../write-sheet.ts';

/** A shop on both engines, whose catalogue goes to files and comes from them. */
export async function shopOf(two: TwoEngines): Promise<ShopOfFile> {
  const lists = (await two.rows(priceLists)).filter(({ isDefault }) => !isDefault);
  const taxClasses = (await two.rows(taxRates)).map(({ taxClass }) => taxClass);
  return {
    currency: 'GBP',
    taxClasses,
    lists: lists.map(({ id, name, currency, terms }) => ({ id, name, currency, terms })),
  };
}

export async function recordsIn(two: TwoEngines): Promise<ProductRecord[]> {
  return recordsOf({
    products: await two.rows(products),
    variants: await two.rows(variants),
    costs: await two.rows(variantCosts),
    barcodes: await two.rows(barcodes),
    metafields: await two.rows(productMetafields),
    facts: await two.rows(customsFacts),
    prices: await two.rows(prices),
    lists: await two.rows(priceLists),
  });
}

export async function losslessOf(two: TwoEngines): Promise<string> {
  return losslessText(await recordsIn(two), await shopOf(two));
}

export function losslessText(
  records: readonly ProductRecord[],
  { currency, lists }: Pick<ShopOfFile, 'currency' | 'lists'>,
): string {
  const writer = losslessWriter(currency, lists);
  return writer.head() + writer.products(records) + writer.end();
}

export async function sheetOf(two: TwoEngines, costs = true): Promise<string> {
  const writer = sheetWriter({ ...(await shopOf(two)), costs });
  return writer.head() + writer.products(await recordsIn(two));
}

export function readLossless(text: string): ReadFile {
  const reader = losslessReader();
  for (const line of text.split('\n')) reader.add(line);
  return reader.end();
}

export const idOfKey = (kind: string, key: string): string =>
  testId([...`${kind} ${key}`].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 2 ** 40, 7));

export function readSheet(text: string, shop: ShopOfFile, delimiter = ','): ReadFile {
  const rows = parse(text, { bom: true, delimiter, info: true, relax_column_count: true }) as unknown as {
    info: { lines: number };
    record: string[];
  }[];
  const [head, ...body] = rows;
  const reader = sheetReader(head?.record ?? [], shop, idOfKey);
  for (const { info, record } of body) reader.add(info.lines, record);
  return reader.end();
}

function readsOf(records: readonly ProductRecord[], codes: ReadonlyMap<string, string>): ShopReads {
  const all = records.flatMap((product) => product.variants.map((variant) => ({ product, variant })));
  return {
    records: (ids) => Promise.resolve(records.filter(({ id }) => ids.includes(id))),
    find: (wanted) =>
      Promise.resolve({
        handles: new Map(
          records.filter(({ handle }) => wanted.handles.includes(handle)).map(({ handle, id }) => [handle, id]),
        ),
        skus: new Map(
          all
            .filter(({ variant }) => wanted.skus.includes(variant.sku))
            .map(({ variant }) => [variant.sku, variant.id]),
        ),
        codes: new Map([...codes].filter(([code]) => wanted.codes.includes(code))),
        variants: new Map(all.map(({ product, variant }) => [variant.id, product.id])),
      }),
  };
}

const quiet = { progress: () => {}, stopped: () => false };

export async function planIn(two: TwoEngines, file: ReadFile): Promise<FilePlan> {
  const codes = new Map((await two.rows(barcodes)).map(({ code, variantId }) => [code, variantId]));
  const plan = await planFile(file, await shopOf(two), readsOf(await recordsIn(two), codes), quiet);
  if (!plan) throw new Error('stopped');
  return plan;
}

/** Writes a plan; each command on both engines. */
export async function take(two: TwoEngines, plan: FilePlan) {
  const commands: { name: string; args: unknown }[] = [];
  const refused: { line: number; sku: string | null; reason: string }[] = [];
  const { lists } = await shopOf(two);
  const ids = new Map([...lists, ...plan.newLists].map(({ id, name }) => [name, id]));
  const done = await bringIn(plan.planned, {
    ...quiet,
    newLists: plan.newLists,
    listId: (name) => (name === null ? null : (ids.get(name) ?? null)),
    run: async (name, args) => {
      try {
        await two.given(name, args);
        commands.push({ name, args });
        return null;
      } catch (error) {
        if (error instanceof DomainError) return { message: error.message };
        throw error;
      }
    },
    refused: (product, sku, reason) => refused.push({ line: plan.lineOf(product, sku), sku, reason }),
  });
  return { ...done, commands, refused };
}
