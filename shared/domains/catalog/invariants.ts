import type { Invariant } from '../invariants.ts';
import { onBoth } from '../invariant-sql.ts';

export const catalogInvariants: readonly Invariant[] = [
  {
    name: 'catalog.variant-has-product',
    doc: 'Every variant belongs to a product that is there.',
    sql: onBoth(
      (t) => `SELECT ${t.of('v')}v.id, v.sku, v.product_id FROM variants v
        WHERE NOT EXISTS (SELECT 1 FROM products p WHERE p.id = v.product_id${t.same('p', 'v')})`,
    ),
    describe: (row) => `Variant ${row.sku} (${row.id}) names product ${row.product_id}, which is not there.`,
  },
  {
    name: 'catalog.nothing-without-variant',
    doc: 'Every price and barcode belongs to a variant that is there.',
    sql: onBoth(
      (t) => `SELECT ${t.of('p')}p.variant_id, 'price' AS what FROM prices p
          WHERE NOT EXISTS (SELECT 1 FROM variants v WHERE v.id = p.variant_id${t.same('v', 'p')})
        UNION ALL SELECT ${t.of('b')}b.variant_id, 'barcode ' || b.code AS what FROM barcodes b
          WHERE NOT EXISTS (SELECT 1 FROM variants v WHERE v.id = b.variant_id${t.same('v', 'b')})`,
    ),
    describe: (row) => `A ${row.what} names variant ${row.variant_id}, which is not there.`,
  },
  {
    name: 'pricing.one-default-list',
    doc: 'At most one price list sells by default.',
    sql: onBoth((t, engine) =>
      engine === 'sqlite'
        ? 'SELECT count(*) AS lists FROM price_lists WHERE is_default = 1 HAVING count(*) > 1'
        : `SELECT ${t.of('p')}count(*) AS lists FROM price_lists p WHERE p.is_default GROUP BY p.tenant_id HAVING count(*) > 1`,
    ),
    describe: (row) => `${row.lists} price lists are the default.`,
  },
];
