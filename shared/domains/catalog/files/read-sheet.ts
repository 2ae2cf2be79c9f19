import { handleFrom } from '../rules.ts';
import { type Applied, type FileEntry, FileProblem, type ReadFile, type RowProblem } from './read-file.ts';
import type { ShopOfFile } from './planned.ts';
import type { ProductRecord, RecordFacts, VariantRecord } from './record.ts';
import { BadCell, codeIn, type SheetCells, textIn } from './sheet-cells.ts';
import { effectiveFacts, placeFacts, withFacts } from './sheet-facts.ts';
import { blankProduct, disagreement, headOf, optionNamesIn, optionsAfter, readProductFields } from './sheet-product.ts';
import { sheetShape } from './sheet-shape.ts';
import { blankVariant, factsIn, readVariant, type SheetShape } from './sheet-variant.ts';

/** Makes the id of a thing that a file names by its key: the same each time. */
export type IdOf = (kind: 'product' | 'variant', key: string) => string;

/** Reads our own spreadsheet row by row: as it was exported, with columns left out, or made by hand. */
export function sheetReader(columns: readonly string[], shop: ShopOfFile, idOf: IdOf) {
  const { shape, unknown, lists, knows } = sheetShape(columns, shop);
  const names = columns.map((name) => name.trim().toLowerCase());
  const nameOf = (column: string) => columns[names.indexOf(column)]?.trim() ?? column;
  const problems: RowProblem[] = [];
  const groups = new Map<string, SheetCells[]>();
  const seen = new Map<string, number>();
  let rows = 0;

  function keyOf(row: SheetCells): string {
    const [product, handle] = [textIn(row, 'product id').trim(), codeIn(row, 'handle')];
    if (product) return `id ${product}`;
    if (handle) return `handle ${handle}`;
    const [variant, sku] = [textIn(row, 'variant id').trim(), codeIn(row, 'sku')];
    if (variant) return `variant ${variant}`;
    if (sku) return `sku ${sku}`;
    const title = textIn(row, 'title').trim();
    if (title) return `handle ${handleFrom(title)}`;
    throw new BadCell('neither an address, an id nor a SKU, so nobody knows what it is about');
  }

  return {
    add(line: number, fields: readonly string[]): void {
      if (fields.every((field) => field.trim() === '')) return;
      rows += 1;
      const row: SheetCells = { line, nameOf, cells: new Map(names.map((name, at) => [name, fields[at] ?? ''])) };
      const about = row.cells.get('sku') || row.cells.get('handle') || row.cells.get('title') || '';
      const no = (reason: string) => problems.push({ line, about, reason });
      if (fields.length !== columns.length) {
        no(`${fields.length} cells where the head has ${columns.length}`);
        return;
      }
      try {
        const key = keyOf(row);
        for (const mark of [codeIn(row, 'sku'), textIn(row, 'variant id').trim()].filter(Boolean)) {
          const before = seen.get(mark);
          if (before !== undefined) throw new BadCell(`${mark} stands on line ${before} too`);
          seen.set(mark, line);
        }
        groups.set(key, [...(groups.get(key) ?? []), row]);
      } catch (error) {
        if (!(error instanceof BadCell)) throw error;
        no(error.message);
      }
    },
    end(): ReadFile {
      if (
        !shape.has.has('sku') &&
        !shape.has.has('variant id') &&
        !shape.has.has('handle') &&
        !shape.has.has('product id')
      )
        throw new FileProblem(
          'This is no table of products: it has none of the columns SKU, Handle, Product ID and Variant ID.',
        );
      const entries = [...groups.values()].map((some) => entryOf(some, shape, idOf));
      return { kind: 'sheet', currency: shop.currency, lists, knows, entries, rows, problems, unknown };
    },
  };
}

function entryOf(rows: readonly SheetCells[], shape: SheetShape, idOf: IdOf): FileEntry {
  const [first] = rows;
  const text = (column: string) => (first ? textIn(first, column).trim() : '');
  const handle =
    (first && codeIn(first, 'handle')) || (text('sku') || text('variant id') ? '' : handleFrom(text('title')));
  const productId = text('product id') || null;
  const alone = productId === null && handle === '';
  const entry: FileEntry = {
    keys: {
      productId,
      handle: handle || null,
      variantIds: alone ? rows.flatMap((row) => textIn(row, 'variant id').trim() || []) : [],
      skus: alone ? rows.flatMap((row) => codeIn(row, 'sku') || []) : [],
    },
    lineOf: (sku) => {
      const own = sku === null ? undefined : rows.find((row) => codeIn(row, 'sku') === sku);
      return (own ?? headOf(rows, shape) ?? first)?.line ?? 0;
    },
    apply: (before) => applyRows(rows, before, shape, idOf),
    join: (other) => entryOf([...rows, ...(rowsOf.get(other) ?? [])], shape, idOf),
  };
  rowsOf.set(entry, rows);
  return entry;
}

/** Rows of an entry, for joining it with another. */
const rowsOf = new WeakMap<FileEntry, readonly SheetCells[]>();

function applyRows(rows: readonly SheetCells[], before: ProductRecord | null, shape: SheetShape, idOf: IdOf): Applied {
  const problems: RowProblem[] = [];
  const no = (row: SheetCells, reason: string) => {
    problems.push({ line: row.line, about: row.cells.get('sku') || row.cells.get('title') || '', reason });
  };
  const attempt = <T>(row: SheetCells, work: () => T): T | null => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      no(row, error.message);
      return null;
    }
  };
  const head = headOf(rows, shape);
  const [first] = rows;
  if (!first) return { wanted: null, problems };
  if (!before && (!head || !shape.has.has('title'))) {
    for (const row of rows) no(row, 'there is no such product here, and no row with a title to make one of');
    return { wanted: null, problems };
  }
  if (head) {
    const odd = disagreement(rows, head);
    if (odd) {
      no(odd.row, `another ${first.nameOf(odd.column)} than line ${head.line} says of the same product`);
      return { wanted: null, problems };
    }
  }
  const handle = codeIn(first, 'handle') || handleFrom(textIn(head ?? first, 'title'));
  const start = before ?? { ...blankProduct(textIn(first, 'product id').trim() || idOf('product', handle)), handle };
  const read = head ? attempt(head, () => readProductFields(head, start, shape)) : start;
  if (!read && !before) return { wanted: null, problems };
  const product = read ?? start;
  const names = optionNamesIn(head, shape) ?? product.options.map(({ name }) => name);
  const speaksOfOptions = shape.has.has('option1 value');
  const known = new Map(start.variants.map((variant) => [variant.id, variant]));
  const bySku = new Map(start.variants.map((variant) => [variant.sku, variant]));
  const variants = new Map(known);
  const facts = new Map<string, RecordFacts>();
  const rowOf = new Map<string, SheetCells>();
  let position = Math.max(-1, ...start.variants.map((variant) => variant.position));
  for (const row of rows) {
    const done = attempt(row, () => {
      const id = textIn(row, 'variant id').trim();
      const sku = codeIn(row, 'sku');
      const only = start.variants.length === 1 && rows.length === 1 && !id && !sku ? start.variants[0] : undefined;
      const was = known.get(id) ?? bySku.get(sku) ?? only;
      if (was && rowOf.has(was.id)) throw new BadCell(`the same variant as line ${rowOf.get(was.id)?.line}`);
      const base = was ?? blankVariant(id || idOf('variant', sku), position + 1);
      const variant = readVariant(row, base, shape, speaksOfOptions || !was ? names : null);
      const said = factsIn(row, effectiveFacts(start.customs, base.customs), shape);
      return { variant, said };
    });
    if (!done) continue;
    const { variant, said } = done;
    if (!known.has(variant.id)) position += 1;
    variants.set(variant.id, variant);
    facts.set(variant.id, said);
    rowOf.set(variant.id, row);
  }
  if (variants.size === 0) return { wanted: null, problems };
  const all: VariantRecord[] = [...variants.values()];
  const placed = placeFacts({ wanted: facts, product: start.customs, variants: all });
  for (const id of placed.kept) {
    const row = rowOf.get(id);
    if (row) no(row, 'a weight, size or fact for customs that its product says; empty it in all rows of the product');
  }
  const whole = withFacts({ ...product, variants: all }, placed);
  return { wanted: { ...whole, options: optionsAfter(names, start, whole) }, problems };
}
