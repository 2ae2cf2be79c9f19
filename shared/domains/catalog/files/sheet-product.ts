import type { ProductRecord } from './record.ts';
import { BadCell, codeIn, flagIn, oneOfIn, optionalIn, type SheetCells, textIn, wholeIn } from './sheet-cells.ts';
import { readList } from './sheet-columns.ts';
import type { SheetShape } from './sheet-variant.ts';

/** Reading what the rows of a spreadsheet say of a product, over what there is of it. */

export const productColumns = [
  ...['title', 'description', 'status', 'category', 'supplier', 'tags', 'tax class', 'minimum age'],
  ...['sold at tills', 'sold online', 'picture'],
];

export const blankProduct = (id: string): ProductRecord => ({
  ...{ id, title: '', handle: '', description: '', status: 'active', category: '', supplier: '', tags: [] },
  ...{ options: [], taxClass: 'standard', minimumAge: null, image: null, soldAtTill: true, soldOnline: true },
  ...{ externalRef: null, customs: null, metafields: [], variants: [] },
});

/** The row that speaks of the product: that with a title, or the first where the file has no titles. */
export const headOf = (rows: readonly SheetCells[], { has }: SheetShape): SheetCells | undefined =>
  has.has('title') ? rows.find((row) => (row.cells.get('title') ?? '').trim() !== '') : rows[0];

/** Two rows of one product that say different things of it; null: they agree. */
export function disagreement(
  rows: readonly SheetCells[],
  head: SheetCells,
): { row: SheetCells; column: string } | null {
  for (const row of rows) {
    if (row === head) continue;
    const column = productColumns.find((name) => {
      const said = row.cells.get(name) ?? '';
      return said !== '' && said !== (head.cells.get(name) ?? '');
    });
    if (column) return { row, column };
  }
  return null;
}

export function readProductFields(head: SheetCells, before: ProductRecord, { has }: SheetShape): ProductRecord {
  const text = (column: string, was: string) => (has.has(column) ? textIn(head, column) : was);
  const says = (column: string) => has.has(column) && (head.cells.get(column) ?? '').trim() !== '';
  const tags = has.has('tags') ? readList(textIn(head, 'tags')) : before.tags;
  if (!tags) throw new BadCell('Tags: a quote that does not end');
  return {
    ...before,
    title: text('title', before.title).trim(),
    description: text('description', before.description),
    status: says('status') ? oneOfIn(head, 'status', ['active', 'draft', 'archived']) : before.status,
    category: text('category', before.category),
    supplier: text('supplier', before.supplier),
    tags,
    taxClass: says('tax class') ? textIn(head, 'tax class').trim() : before.taxClass,
    minimumAge: has.has('minimum age') ? wholeIn(head, 'minimum age') : before.minimumAge,
    image: has.has('picture') ? optionalIn(head, 'picture', before.image) : before.image,
    soldAtTill: says('sold at tills') ? flagIn(head, 'sold at tills') : before.soldAtTill,
    soldOnline: says('sold online') ? flagIn(head, 'sold online') : before.soldOnline,
    handle: says('handle') ? codeIn(head, 'handle') : before.handle,
  };
}

/** Names of the options as the head has them; null: the file does not speak of options, or no row speaks of the product. */
export function optionNamesIn(head: SheetCells | undefined, { has }: SheetShape): string[] | null {
  if (!head || !has.has('option1 name') || !has.has('option1 value')) return null;
  const names: string[] = [];
  for (let at = 1; has.has(`option${at} name`); at += 1) {
    const name = textIn(head, `option${at} name`);
    if (name === '') break;
    names.push(name);
  }
  return names;
}

/** Options with the values that variants have: known values keep their place, those that nobody has any more go, new ones follow. */
export function optionsAfter(
  names: readonly string[],
  before: ProductRecord,
  after: ProductRecord,
): ProductRecord['options'] {
  return names.map((name, at) => {
    const known = before.options[at]?.values ?? [];
    const used = new Set(before.variants.map(({ optionValues }) => optionValues[at] ?? ''));
    const uses = [...new Set(after.variants.map(({ optionValues }) => optionValues[at] ?? ''))];
    const kept = known.filter((value) => uses.includes(value) || !used.has(value));
    return { name, values: [...kept, ...uses.filter((value) => !kept.includes(value))] };
  });
}
