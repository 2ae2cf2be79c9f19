import pg from 'pg';
import { shopIds } from './seed-shop.ts';

/** Names as people have them: 300 first and 1,000 last ones, each made of syllables, so that no two begin alike by chance alone. */
const syllables = [
  'ba',
  'do',
  'fi',
  'gu',
  'ha',
  'je',
  'ka',
  'li',
  'mo',
  'ne',
  'pa',
  'ro',
  'sa',
  'te',
  'vi',
  'wo',
  'za',
];
const name = (n: number): string => {
  const made = [n % 17, Math.floor(n / 17) % 17, Math.floor(n / 289) % 17].map((at) => syllables[at] ?? '').join('');
  return made.charAt(0).toUpperCase() + made.slice(1);
};
export const firstName = (n: number): string => `${name(n)}n`;
export const lastName = (n: number): string => `${name(n * 3 + 1)}sen`;
const FIRST = 300;
const LAST = 1_000;
export const buyerOf = (n: number) => ({ first: n % FIRST, last: Math.floor(n / FIRST) % LAST });

/** The first order is this old; they follow each other evenly until now. */
const YEARS = 3;

/** A shop's orders of three years, laid by SQL: two in three at tills, some open, some owed, some returns. */
export async function layOrders(databaseUrl: string, count: number): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const array = (all: readonly string[]) => `ARRAY[${all.map((one) => `'${one}'`).join(',')}]`;
  const firsts = array(Array.from({ length: FIRST }, (_none, n) => firstName(n)));
  const lasts = array(Array.from({ length: LAST }, (_none, n) => lastName(n)));
  const at = `now() - make_interval(secs => (${count} - n) * ${(YEARS * 365 * 86_400) / count})`;
  try {
    await client.query(`INSERT INTO orders (tenant_id, id, number, channel, kind, status, payment_status, fulfilment_status,
        customer_id, customer_name, location_id, register_id, session_id, currency, prices_include_tax, subtotal, discount_total,
        tax_total, shipping_total, fee_total, rounding, total, paid, due, units, original_order_id, historical, external_ref,
        actor_id, actor_name, device_id, placed_at, business_date, business_hour, month, version)
      SELECT '${shopIds.tenant}'::uuid, ('e0000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
        CASE WHEN n % 3 = 0 THEN '#' || (10000 + n) ELSE 'B1-' || n END,
        CASE WHEN n % 3 = 0 THEN 'online' ELSE 'till' END, CASE WHEN n % 29 = 0 THEN 'return' ELSE 'sale' END,
        CASE WHEN n % 3 = 0 AND n > ${count} * 0.995 THEN 'placed' WHEN n % 211 = 0 THEN 'cancelled' ELSE 'closed' END,
        CASE WHEN n % 211 = 0 THEN 'refunded' WHEN n % 1009 = 0 THEN 'unpaid' WHEN n % 1511 = 0 THEN 'part-paid' ELSE 'paid' END,
        CASE WHEN n % 29 = 0 THEN 'none' WHEN n % 3 <> 0 THEN 'handed-over' WHEN n > ${count} * 0.995 THEN
          CASE n % 9 WHEN 0 THEN 'part-shipped' WHEN 3 THEN 'held' ELSE 'to-pick' END ELSE 'shipped' END,
        CASE WHEN n % 2 = 0 THEN ('ed000000-0000-4000-8000-' || lpad(to_hex(n % 60000), 12, '0'))::uuid END,
        CASE WHEN n % 5 < 3 THEN (${firsts})[n % ${FIRST} + 1] || ' ' || (${lasts})[(n / ${FIRST}) % ${LAST} + 1] ELSE '' END,
        ('c2000000-0000-4000-8000-' || lpad(to_hex(n % 3), 12, '0'))::uuid, NULL, NULL, 'GBP', true, 3000 + n % 20000, 0,
        (3000 + n % 20000) / 6, 0, 0, 0, 3000 + n % 20000, 3000 + n % 20000, 0, 3, NULL, false, NULL, NULL, 'Bench', NULL, ${at},
        (${at})::date, extract(hour FROM ${at})::int, to_char(${at}, 'YYYY-MM'), 1
      FROM generate_series(1, ${count}) n`);
    await client.query('VACUUM ANALYZE orders');
  } finally {
    await client.end();
  }
}
