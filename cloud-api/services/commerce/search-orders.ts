import { decodeRow } from '@tillhouse/shared/data/codec.ts';
import { type Order, orders } from '@tillhouse/shared/domains/orders/schema.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { Connection } from '../../platform/db/connection.ts';

export interface OrderSearch {
  /** A number, or how words of the buyer's name begin, in any order */
  readonly q?: string | undefined;
  readonly status?: Order['status'] | undefined;
  readonly paymentStatus?: Order['paymentStatus'] | undefined;
  readonly fulfilmentStatus?: Order['fulfilmentStatus'] | undefined;
  readonly channel?: Order['channel'] | undefined;
  readonly kind?: Order['kind'] | undefined;
  readonly locationId?: string | undefined;
  readonly customerId?: string | undefined;
  /** Days of the store, both counted */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly minTotal?: number | undefined;
  readonly maxTotal?: number | undefined;
}

export interface OrderPosition {
  /** Epoch milliseconds */
  readonly placedAt: number;
  readonly id: string;
}

/** A name is looked for among its newest orders; who finds more does not look through them. */
const MOST_NAMED = 2_000;
const DAY = 86_400_000;

/** `Owen Pritchard` as a text search: each word as the beginning of one. Empty where nothing of it is a word. */
export function nameQuery(text: string): string {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words
    .slice(0, 8)
    .map((word) => `'${word}':*`)
    .join(' & ');
}

/** Numbers have a digit; with or without the sign that some have. */
const numbersOf = (text: string): string[] => {
  const plain = text.trim().replace(/^#/, '').toUpperCase();
  return /\d/.test(plain) ? [plain, `#${plain}`] : [];
};

/** One page of the orders that fit, newest first. */
export async function searchOrders(
  db: Connection,
  tenantId: string,
  search: OrderSearch,
  { after, limit }: { readonly after: OrderPosition | null; readonly limit: number },
): Promise<Order[]> {
  const params: unknown[] = [tenantId];
  const param = (value: unknown, type: string): string => `$${params.push(value)}::${type}`;
  const terms = ['o.tenant_id = $1'];
  const equal = (column: string, value: unknown, type = 'text') => {
    if (value !== undefined) terms.push(`o.${column} = ${param(value, type)}`);
  };
  equal('status', search.status);
  equal('payment_status', search.paymentStatus);
  equal('fulfilment_status', search.fulfilmentStatus);
  equal('channel', search.channel);
  equal('kind', search.kind);
  equal('location_id', search.locationId, 'uuid');
  equal('customer_id', search.customerId, 'uuid');
  // The day was decided where it was sold; the moment is what the list goes by, and no zone is a day and a half away.
  const near = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString();
  if (search.from) {
    terms.push(`o.business_date >= ${param(search.from, 'date')}`);
    terms.push(`o.placed_at >= ${param(near(search.from, -1.5), 'timestamptz')}`);
  }
  if (search.to) {
    terms.push(`o.business_date <= ${param(search.to, 'date')}`);
    terms.push(`o.placed_at < ${param(near(search.to, 2.5), 'timestamptz')}`);
  }
  if (search.minTotal !== undefined) terms.push(`o.total >= ${param(search.minTotal, 'bigint')}`);
  if (search.maxTotal !== undefined) terms.push(`o.total <= ${param(search.maxTotal, 'bigint')}`);
  if (after) {
    const at = param(new Date(after.placedAt).toISOString(), 'timestamptz');
    terms.push(`(o.placed_at, o.id) < (${at}, ${param(after.id, 'uuid')})`);
  }
  const q = search.q?.trim();
  if (q) {
    const numbers = numbersOf(q);
    const words = nameQuery(q);
    const found = [
      ...(numbers.length > 0
        ? [`SELECT id FROM orders WHERE tenant_id = $1 AND number = ANY (${param(numbers, 'text[]')})`]
        : []),
      ...(words && numbers.length === 0
        ? [`SELECT id FROM find_orders_by_buyer(${param(words, 'text')}, ${MOST_NAMED})`]
        : []),
    ];
    terms.push(found.length === 0 ? 'false' : `o.id = ANY (ARRAY(${found.join(' UNION ')}))`);
  }
  const rows = await db.rows<Record<string, unknown>>(
    `SELECT o.* FROM orders o WHERE ${terms.join(' AND ')} ORDER BY o.placed_at DESC, o.id DESC LIMIT ${param(limit, 'int')}`,
    params,
  );
  const table = orders as unknown as Table<Record<string, unknown>>;
  return rows.map((row) => decodeRow(table, row, 'postgres') as unknown as Order);
}
