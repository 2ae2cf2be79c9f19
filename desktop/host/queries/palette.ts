import type { QueryMap } from '../../bridge/queries.ts';
import { likePrefix, prefixQuery, type Query } from './reader.ts';

type Hit = QueryMap['palette.search']['result'][number];

/** A few of each kind; `#` looks for orders only, `@` customers, `/` products. */
export const paletteSearch: Query<'palette.search'> = (context, { text }) => {
  const sign = text.trim().charAt(0);
  const bare = text
    .trim()
    .replace(/^[#@/]/, '')
    .trim();
  if (!bare) return [];
  const wants = (kind: string) => !'#@/'.includes(sign) || sign === kind;
  return [
    ...(wants('/') ? products(context, bare) : []),
    ...(wants('#') ? orders(context, bare) : []),
    ...(wants('@') ? customers(context, bare) : []),
  ];
};

function products({ read }: Parameters<typeof paletteSearch>[0], text: string): Hit[] {
  const words = prefixQuery(text);
  if (!words) return [];
  const rows = read.all<{ id: string; title: string; sku: string; price: number | null; variants: number }>(
    `SELECT p.id, p.title, min(v.sku) AS sku, min(r.amount) AS price, count(*) AS variants FROM (
       SELECT s.variant_id FROM search_text t JOIN search_variants s ON s.no = t.rowid
       WHERE search_text MATCH ? ORDER BY rank LIMIT 60) hit
     JOIN variants v ON v.id = hit.variant_id JOIN products p ON p.id = v.product_id
     LEFT JOIN prices r ON r.variant_id = v.id GROUP BY p.id LIMIT 6`,
    [words],
  );
  return rows.map((row) => ({
    kind: 'product',
    id: row.id,
    title: row.title,
    text: row.variants > 1 ? `${row.variants} variants` : row.sku,
    amount: row.price,
    to: `/products/${row.id}`,
  }));
}

function orders({ read }: Parameters<typeof paletteSearch>[0], text: string): Hit[] {
  const rows = read.all<{ id: string; number: string; customer: string; total: number }>(
    `SELECT id, number, customer_name AS customer, total FROM orders WHERE number LIKE ? ESCAPE '\\' ORDER BY placed_at DESC LIMIT 5`,
    [likePrefix(text)],
  );
  return rows.map((row) => ({
    kind: 'order',
    id: row.id,
    title: row.number,
    text: row.customer || 'Walk-in',
    amount: row.total,
    to: `/orders/${row.id}`,
  }));
}

function customers({ read, can }: Parameters<typeof paletteSearch>[0], text: string): Hit[] {
  if (!can('customers.view')) return [];
  const rows = read.all<{ id: string; name: string; text: string }>(
    `SELECT id, name, coalesce(city, email, '') AS text FROM customers
     WHERE status = 'active' AND name LIKE ? ESCAPE '\\' ORDER BY name LIMIT 5`,
    [`%${likePrefix(text)}`],
  );
  return rows.map(({ id, name, text: about }) => ({
    kind: 'customer',
    id,
    title: name,
    text: about,
    amount: null,
    to: `/orders?customer=${id}`,
  }));
}

export const customersSearch: Query<'customers.search'> = ({ read, can }, { text }) =>
  can('customers.view') && text.trim()
    ? read.all<{ id: string; name: string; text: string }>(
        `SELECT id, name, coalesce(phone, email, city, '') AS text FROM customers
         WHERE status = 'active' AND (name LIKE ? ESCAPE '\\' OR phone LIKE ? ESCAPE '\\' OR email LIKE ? ESCAPE '\\')
         ORDER BY name LIMIT 20`,
        [`%${likePrefix(text.trim())}`, `%${likePrefix(text.trim())}`, likePrefix(text.trim())],
      )
    : [];
