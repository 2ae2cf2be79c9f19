import type { Draft } from '@tillhouse/shared/domains/orders/draft-schema.ts';
import { holds, type QuotedLine, quotedLine } from '@tillhouse/shared/domains/orders/quoted.ts';
import { layawayLineOf } from '@tillhouse/shared/domains/register/layaway.ts';
import type { Reader } from '../database/reader.ts';
import { layawayHere } from '../layaways/layaway-here.ts';
import type { GivenByHand } from './by-hand.ts';
import type { LineRow } from './rows.ts';

/** A line at the price of its quote, and the number that says so. */
export interface Quoted {
  readonly draftId: string;
  readonly key: string;
  readonly number: string;
  readonly line: QuotedLine;
}

export type DraftHere = Pick<
  Draft,
  'id' | 'number' | 'status' | 'storeId' | 'currency' | 'customerId' | 'validUntil'
> & {
  readonly coupons: readonly string[];
  readonly discount: Draft['discount'];
  readonly frozen: Draft['frozen'];
};

export function draftHere(reader: Reader, where: 'id' | 'number', value: string): DraftHere | undefined {
  const row = reader.get<
    Omit<DraftHere, 'frozen' | 'coupons' | 'discount'> & Record<'frozen' | 'coupons' | 'discount', string | null>
  >(
    `SELECT id, number, status, store_id AS storeId, currency, customer_id AS customerId, valid_until AS validUntil, discount, coupons, frozen
       FROM order_drafts WHERE ${where === 'id' ? 'id' : 'number'} = ? ORDER BY updated_at DESC LIMIT 1`,
    [value],
  );
  if (!row) return undefined;
  return {
    ...row,
    frozen: JSON.parse(row.frozen ?? '') as Draft['frozen'],
    coupons: JSON.parse(row.coupons ?? '[]') as string[],
    discount: JSON.parse(row.discount ?? 'null') as Draft['discount'],
  };
}

/** `D-7F3A2C`, as it stands on the paper of a quote. */
export function draftOfNumber(reader: Reader, code: string): string | null {
  const number = code.trim().toUpperCase();
  return /^D-[0-9A-F]{6}$/.test(number) ? (draftHere(reader, 'number', number)?.id ?? null) : null;
}

interface Said {
  readonly number: string;
  readonly lineOf: (key: string) => QuotedLine | undefined;
}

/** A quote that holds, or goods that were put aside; undefined: neither. */
function saidOf(reader: Reader, id: string, at: number): Said | undefined {
  const draft = draftHere(reader, 'id', id);
  if (draft) return holds(draft, at) ? { number: draft.number, lineOf: (key) => quotedLine(draft, key) } : undefined;
  const layaway = layawayHere(reader, id);
  return layaway && { number: layaway.number, lineOf: (key) => layawayLineOf(layaway, key) };
}

/** What was quoted of lines, while it holds; others are sold at the price of now. */
export function quotesOf(reader: Reader, rows: readonly LineRow[], at: number): (line: LineRow) => Quoted | undefined {
  const known = new Map<string, Said | undefined>();
  for (const { quoted } of rows) {
    if (quoted === null) continue;
    const { draftId } = JSON.parse(quoted) as { draftId: string };
    if (!known.has(draftId)) known.set(draftId, saidOf(reader, draftId, at));
  }
  return ({ quoted, variantId, quantity }) => {
    if (quoted === null) return undefined;
    const { draftId, key } = JSON.parse(quoted) as { draftId: string; key: string };
    const said = known.get(draftId);
    const line = said?.lineOf(key);
    return said && line?.variantId === variantId && line.quantity === quantity
      ? { draftId, key, number: said.number, line }
      : undefined;
  };
}

/** What a person took off it when it was quoted. */
export const handOfQuote = ({ number, line }: Quoted): GivenByHand | undefined =>
  line.byHand > 0 ? { amount: line.byHand, reason: number } : undefined;
