import type { Layaway } from '@tillhouse/shared/domains/register/layaway-schema.ts';
import type { Reader } from '../database/reader.ts';

export type LayawayHere = Pick<
  Layaway,
  | 'id'
  | 'number'
  | 'kind'
  | 'status'
  | 'locationId'
  | 'customerId'
  | 'customerName'
  | 'currency'
  | 'content'
  | 'total'
  | 'dueOn'
  | 'readyAt'
  | 'orderId'
> & {
  /** What is on it now: paid, and neither spent nor given back */
  readonly paid: number;
};

export const layawayColumns = `a.id, a.number, a.kind, a.status, a.location_id AS locationId, a.customer_id AS customerId,
  a.customer_name AS customerName, a.currency, a.content, a.total, a.due_on AS dueOn, a.ready_at AS readyAt, a.order_id AS orderId,
  coalesce((SELECT c.balance FROM credit_accounts c WHERE c.id = a.id), 0) AS paid`;

export function layawayHere(reader: Reader, id: string): LayawayHere | undefined {
  const row = reader.get<Omit<LayawayHere, 'content'> & { readonly content: string }>(
    `SELECT ${layawayColumns} FROM layaways a WHERE a.id = ?`,
    [id],
  );
  return row && { ...row, content: JSON.parse(row.content) as LayawayHere['content'] };
}

/** `L-7F3A2C`, as it stands on a slip. */
export function layawayOfNumber(reader: Reader, code: string): string | null {
  const number = code.trim().toUpperCase();
  if (!/^L-[0-9A-F]{6}$/.test(number)) return null;
  const sql = "SELECT id FROM layaways WHERE number = ? ORDER BY status = 'open' DESC, created_at DESC LIMIT 1";
  return reader.get<{ id: string }>(sql, [number])?.id ?? null;
}
