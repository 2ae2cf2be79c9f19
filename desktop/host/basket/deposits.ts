import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { LineRow } from './rows.ts';

interface Held {
  readonly scale: number;
  /** Its container; null: no deposit is paid with it */
  readonly depositId: string | null;
}

/** Whether a deposit is paid on it: brought to the till by itself, it comes back. */
export const isContainer = (connection: DeskConnection, variantId: string): boolean =>
  connection.allNow('SELECT 1 FROM variants WHERE deposit_id = ? LIMIT 1', [variantId]).length > 0;

/**
 * The lines of a basket as they are priced: behind each its deposit, so many as it is; empties count less than nothing, and nobody gives
 * anything on them.
 */
export function withDeposits(rows: readonly LineRow[], known: ReadonlyMap<string, Held>): LineRow[] {
  return rows.flatMap((row): LineRow[] => {
    if (row.empties) return [{ ...row, quantity: -row.quantity, byHand: null }];
    const item = row.variantId === null ? undefined : known.get(row.variantId);
    if (!item?.depositId || item.scale !== 0) return [row];
    const { quantity, touchedAt, touchedBy } = row;
    const none = { title: null, unitPrice: null, taxClass: null, byHand: null, loads: null, quoted: null, empties: 0 };
    const deposit = { id: `${row.id}:deposit`, variantId: item.depositId, depositOf: row.id, quantity };
    return [row, { ...none, ...deposit, touchedAt, touchedBy }];
  });
}

/** Their containers, to be read with them. */
export const containersOf = (known: ReadonlyMap<string, Held>): string[] =>
  [...known.values()].flatMap(({ depositId }) => depositId ?? []);

export const isBeside = ({ depositOf, empties }: Pick<LineRow, 'depositOf' | 'empties'>): boolean =>
  depositOf !== undefined || empties === 1;
