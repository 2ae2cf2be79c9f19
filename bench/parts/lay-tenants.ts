import pg from 'pg';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { shopIds } from './seed-shop.ts';

/** Ids of tenant `t`, whose first is that of `seedShop`: the second group of the uuid is the tenant's number. */
const idSql = (kind: string, t: string, n: string): string =>
  `('${kind.padEnd(8, '0')}-' || lpad(to_hex(${t}), 4, '0') || '-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
export const tenantIds = {
  location: (t: number) => (t === 0 ? shopIds.location(0) : `c2000000-${hex(t, 4)}-4000-8000-${hex(0, 12)}`),
  variant: (t: number, n: number) => (t === 0 ? shopIds.variant(n) : `d1000000-${hex(t, 4)}-4000-8000-${hex(n, 12)}`),
};
export const keysOf = (t: number) => ({ publishable: `pk_growth_${t}`, secret: `sk_growth_${t}` });

export interface Growth {
  /** Numbered from 1; the shop that is there already is 0 */
  readonly tenants: number;
  readonly productsEach: number;
}

/** So many further tenants, each a shop that sells online, laid by SQL, with keys that are known; none: keys of the first. */
export async function layTenants(databaseUrl: string, { tenants, productsEach }: Growth): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const at = `'2026-11-01T10:00:00Z'::timestamptz`;
  const others = `generate_series(1, ${tenants}) t`;
  const each = `${others}, generate_series(0, ${productsEach - 1}) n`;
  const tenant = idSql('c0', 't', '1');
  try {
    await client.query('BEGIN');
    await client.query(`INSERT INTO identity.tenants (id, name, status, created_at)
      SELECT ${tenant}, 'Tenant ' || t, 'active', ${at} FROM ${others}`);
    for (const [kind, prefix] of [
      ['publishable', 'pk'],
      ['secret', 'sk'],
    ] as const) {
      await client.query(
        `INSERT INTO identity.api_keys (id, tenant_id, kind, name, shown, key_hash, scopes, origins, created_by, created_at)
         SELECT gen_random_uuid(), CASE WHEN t = 0 THEN $1::uuid ELSE ${tenant} END, $2, 'growth', '',
                encode(sha256(('${prefix}_growth_' || t)::bytea), 'hex'), $3, '{*}', gen_random_uuid(), ${at}
           FROM generate_series(${tenants === 0 ? 0 : 1}, ${tenants}) t`,
        [shopIds.tenant, kind, kind === 'secret' ? permissionNames : []],
      );
    }
    await client.query(`INSERT INTO store_settings (tenant_id, id, name, currency, time_zone, prices_include_tax, tax_rounding, cash_rounding_increment, cash_rounding_mode, return_limit, receipt_footer, updated_at)
      SELECT ${tenant}, ${idSql('ca', 't', '1')}, 'Tenant ' || t, 'GBP', 'Europe/London', true, 'line', 1, 'half-up', 20000, '', ${at} FROM ${others}`);
    await client.query(
      `INSERT INTO tax_rates (tenant_id, tax_class, name, rate, updated_at) SELECT ${tenant}, 'standard', 'Standard', '20/100', ${at} FROM ${others}`,
    );
    await client.query(
      `INSERT INTO price_lists (tenant_id, id, name, currency, is_default, updated_at) SELECT ${tenant}, ${idSql('c5', 't', '1')}, 'Retail', 'GBP', true, ${at} FROM ${others}`,
    );
    await client.query(
      `INSERT INTO locations (tenant_id, id, name, street, kind, sells_online, status, updated_at) SELECT ${tenant}, ${idSql('c2', 't', '0')}, 'Place', '', 'shop', 'yes', 'active', ${at} FROM ${others}`,
    );
    await client.query(`INSERT INTO products (tenant_id, id, title, handle, description, status, category, supplier, tags, options, tax_class, image, sold_at_till, sold_online, external_ref, created_at, updated_at, updated_by)
      SELECT ${tenant}, ${idSql('d0', 't', 'n')}, 'Stoneware piece ' || n, 'piece-' || n, 'Thrown by hand, glazed twice.', 'active', 'Tableware', 'Kiln Row Pottery', '["table"]', '[]', 'standard', NULL, true, true, NULL, ${at}, ${at}, 'Bench' FROM ${each}`);
    await client.query(`INSERT INTO variants (tenant_id, id, product_id, position, title, option_values, sku, gtin, unit, scale, tracked, status, image, updated_at, updated_by)
      SELECT ${tenant}, ${idSql('d1', 't', 'n')}, ${idSql('d0', 't', 'n')}, 0, '', '[]', 'SKU-' || lpad(n::text, 7, '0'), NULL, 'H87', 0, true, 'active', NULL, ${at}, 'Bench' FROM ${each}`);
    await client.query(`INSERT INTO prices (tenant_id, price_list_id, variant_id, amount, compare_at, updated_at)
      SELECT ${tenant}, ${idSql('c5', 't', '1')}, ${idSql('d1', 't', 'n')}, 100 + n % 9900, NULL, ${at} FROM ${each}`);
    await client.query(`INSERT INTO stock_levels (tenant_id, location_id, variant_id, on_hand, committed, reserved, damaged, safety, quality_control, incoming)
      SELECT ${tenant}, ${idSql('c2', 't', '0')}, ${idSql('d1', 't', 'n')}, 10000, 0, 0, 0, 0, 0, 0 FROM ${each}`);
    await client.query('COMMIT');
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
