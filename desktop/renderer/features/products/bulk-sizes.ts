import type { ProductCustoms } from '../../../bridge/customs-views.ts';
import { type CustomsDraft, customsOf, draftsOf } from '../product-edit/customs-draft.ts';

export interface KnownProduct {
  readonly id: string;
  readonly title: string;
  readonly known: ProductCustoms;
}

/** One row of the grid: a product, or one of its variants where it has several. */
export interface SizeRow {
  readonly key: string;
  readonly productId: string;
  readonly variantId: string | null;
  readonly name: string;
  readonly grams: string;
  readonly size: string;
  /** What holds where nothing is typed: the product says it */
  readonly usual: Pick<SizeRow, 'grams' | 'size'> | null;
}

export type Typed = Readonly<Partial<Pick<SizeRow, 'grams' | 'size'>>>;
/** What was typed, by the key of its row */
export type TypedRows = ReadonlyMap<string, Typed>;

const keyOf = (productId: string, variantId: string | null): string => `${productId} ${variantId ?? ''}`;

const draftWith = (drafts: ReadonlyMap<string | null, CustomsDraft>, productId: string, typed: TypedRows) =>
  [...drafts].map(([variantId, draft]) => ({
    variantId,
    draft: { ...draft, ...typed.get(keyOf(productId, variantId)) },
  }));

/** Products as they came, the variants of each below it. */
export function rowsOf(products: readonly KnownProduct[], typed: TypedRows): SizeRow[] {
  return products.flatMap(({ id: productId, title, known }) => {
    const all = draftWith(draftsOf(known), productId, typed);
    const own = all[0]?.draft;
    return all
      .filter(({ variantId }) => variantId === null || known.variants.length > 1)
      .map(({ variantId, draft: { grams, size } }) => {
        const variant = known.variants.find((each) => each.variantId === variantId);
        return {
          ...{ key: keyOf(productId, variantId), productId, variantId, grams, size },
          name: variantId === null ? title : variant?.title || variant?.sku || '',
          usual: variantId === null || !own ? null : { grams: own.grams, size: own.size },
        };
      });
  });
}

/** Cells as a spreadsheet lays them on the clipboard, from one cell on down: the weight, then the size in one cell or in three. */
export function pasted(rows: readonly SizeRow[], from: string, column: 'grams' | 'size', text: string): TypedRows {
  const at = rows.findIndex(({ key }) => key === from);
  const lines = text.replaceAll('\r', '').replace(/\n$/, '').split('\n');
  const typed = new Map<string, Typed>();
  for (const [index, line] of lines.entries()) {
    const row = at < 0 ? undefined : rows[at + index];
    if (!row) break;
    const cells = line.split('\t').map((cell) => cell.trim());
    const sides = column === 'grams' ? cells.slice(1) : cells;
    typed.set(row.key, {
      ...(column === 'grams' && { grams: cells[0] ?? '' }),
      ...(sides.length > 0 && { size: sides.filter(Boolean).join(' × ') }),
    });
  }
  return typed;
}

export interface Change {
  readonly productId: string;
  readonly facts: readonly object[];
  /** As it was, for taking it back */
  readonly before: readonly object[];
}

/** One command a product that differs; what is wrong, by row, else. */
export function changesOf(
  products: readonly KnownProduct[],
  typed: TypedRows,
): { readonly changes: readonly Change[]; readonly wrong: ReadonlyMap<string, string> } {
  const wrong = new Map<string, string>();
  const changes = products.flatMap(({ id: productId, known }): Change[] => {
    const before = factsOf(productId, known, new Map(), new Map());
    const facts = factsOf(productId, known, typed, wrong);
    return JSON.stringify(facts) === JSON.stringify(before) ? [] : [{ productId, facts, before }];
  });
  return { changes, wrong };
}

function factsOf(productId: string, known: ProductCustoms, typed: TypedRows, wrong: Map<string, string>): object[] {
  return draftWith(draftsOf(known), productId, typed).flatMap(({ variantId, draft }) => {
    const said = customsOf(draft);
    if (!('wrong' in said)) return [{ variantId, ...said }];
    wrong.set(keyOf(productId, variantId), said.wrong);
    return [];
  });
}
