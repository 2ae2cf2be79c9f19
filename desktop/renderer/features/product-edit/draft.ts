import { canonicalJson } from '@tillhouse/shared/domains/access/canonical.ts';
import type { Measure } from '@tillhouse/shared/domains/catalog/measure.ts';
import type { QueryMap, VariantRow } from '../../../bridge/queries.ts';

export type Product = NonNullable<QueryMap['products.one']['result']>;
export type FieldName = 'title' | 'description' | 'status' | 'category' | 'supplier' | 'taxClass' | 'minimumAge';
export type VariantField = 'sku' | 'gtin' | 'cost' | 'price' | 'compareAt' | 'measure' | 'depositId';
type Cell = string | number | Measure | null;

/** What was typed and not saved yet. Keys are present only while they differ from what is stored. */
export interface Draft {
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  /** variant id → changed cells; money in minor units */
  readonly cells: Readonly<
    Record<
      string,
      Readonly<
        Partial<{
          sku: string;
          gtin: string | null;
          cost: number | null;
          price: number;
          compareAt: number | null;
          measure: Measure | null;
          depositId: string | null;
        }>
      >
    >
  >;
}

export const emptyDraft: Draft = { fields: {}, cells: {} };

function without<T extends object>(from: T, key: keyof T): T {
  const { [key]: _gone, ...rest } = from;
  return rest as T;
}

/** As a field holds it: an age is digits, and empty where there is none. */
export const fieldText = (product: Product, name: FieldName): string => String(product[name] ?? '');

/** As the command takes it. */
const fieldValue = (name: FieldName, text: string): string | number | null =>
  name !== 'minimumAge' ? text : text === '' ? null : Number(text);

/** Typing the stored value again takes the change back. */
export function setField(draft: Draft, product: Product, name: FieldName, value: string): Draft {
  const fields = value === fieldText(product, name) ? without(draft.fields, name) : { ...draft.fields, [name]: value };
  return { ...draft, fields };
}

const same = (one: Cell, other: Cell) => one === other || canonicalJson(one) === canonicalJson(other);

export function setCell(draft: Draft, variant: VariantRow, name: VariantField, value: Cell): Draft {
  const old = draft.cells[variant.id] ?? {};
  const cell = same(value, variant[name]) ? without(old, name) : { ...old, [name]: value };
  if (Object.keys(cell).length === 0) return { ...draft, cells: without(draft.cells, variant.id) };
  return { ...draft, cells: { ...draft.cells, [variant.id]: cell } };
}

export interface DraftSize {
  readonly fields: number;
  readonly variants: number;
}

export function draftSize(draft: Draft): DraftSize {
  const cells = Object.values(draft.cells);
  return {
    fields: Object.keys(draft.fields).length + cells.reduce((sum, cell) => sum + Object.keys(cell).length, 0),
    variants: cells.length,
  };
}

export interface Command {
  readonly name: string;
  readonly args: unknown;
}

interface Change {
  readonly variantId: string;
  readonly base: number | null;
  readonly value: number | null;
  readonly compareAt?: { readonly base: number | null; readonly value: number | null };
}

/** The commands that save a draft: one for the product, one per variant, one for all prices. Each carries what its editor saw. */
export function draftCommands(draft: Draft, product: Product): Command[] {
  const commands: Command[] = [];
  const names = Object.keys(draft.fields) as FieldName[];
  if (names.length > 0) {
    const patch = Object.fromEntries(
      names.map((name) => [name, { base: product[name], value: fieldValue(name, draft.fields[name] ?? '') }]),
    );
    commands.push({ name: 'catalog.editProduct', args: { productId: product.id, patch } });
  }
  const changes: Change[] = [];
  for (const variant of product.variants) {
    const cell = draft.cells[variant.id];
    if (!cell) continue;
    const { price = variant.price, compareAt, ...rest } = cell;
    if (cell.price !== undefined || compareAt !== undefined)
      changes.push({
        ...{ variantId: variant.id, base: variant.price, value: price },
        ...(compareAt !== undefined && { compareAt: { base: variant.compareAt, value: compareAt } }),
      });
    const edited = Object.entries(rest).map(([name, value]) => [name, { base: variant[name as VariantField], value }]);
    if (edited.length > 0)
      commands.push({
        name: 'catalog.editVariant',
        args: { variantId: variant.id, patch: Object.fromEntries(edited) },
      });
  }
  if (changes.length > 0)
    commands.push({ name: 'pricing.setPrice', args: { priceListId: product.priceListId, changes } });
  return commands;
}

/** Margin of a price in tenths of a per cent, tax taken out; null without cost or price. Whole-number arithmetic. */
export function marginTenths(
  price: number,
  cost: number | null,
  taxRate: string,
  pricesIncludeTax: boolean,
): number | null {
  if (cost === null || price <= 0) return null;
  const [over = 0, under = 100] = taxRate.split('/').map(Number);
  // net = price × under / (under + over), so margin = 1 − cost × (under + over) / (price × under)
  const paid = cost * (pricesIncludeTax ? under + over : under) * 1000;
  return 1000 - Math.round(paid / (price * under));
}

export function tenthsText(tenths: number | null): string {
  if (tenths === null) return '–';
  const size = Math.abs(tenths);
  return `${tenths < 0 ? '\u2212' : ''}${Math.floor(size / 10)}.${size % 10}%`;
}
