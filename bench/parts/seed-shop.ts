import { type Cloud, bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { migrate } from '@tillhouse/cloud-api/migrate.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { applyBatchAsSystem } from '@tillhouse/cloud-api/services/commerce/apply-as-system.ts';
import { makeApiKey } from '@tillhouse/cloud-api/services/identity/api-keys.ts';
import { createTenant } from '@tillhouse/cloud-api/services/identity/create-tenant.ts';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import pg from 'pg';
import type { BenchContext } from '../bench.ts';
import { benchPostgres } from '../calibrate/postgres-copy.ts';

/** A uuid that says what it is of: two hex digits for the kind, then the number. */
export const benchId = (kind: string, n: number) =>
  `${kind.padEnd(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export const shopIds = {
  tenant: benchId('c0', 1),
  owner: benchId('c1', 1),
  list: benchId('c5', 1),
  register: benchId('c3', 1),
  location: (n: number) => benchId('c2', n),
  product: (n: number) => benchId('d0', n),
  variant: (n: number) => benchId('d1', n),
};

export const shopSignIn = { email: 'owner@bench.example', password: 'bench-password-1' };

export interface SeededShop {
  readonly databaseUrl: string;
  readonly postgresPid: number;
  readonly publishableKey: string;
  readonly secretKey: string;
}

export interface ShopSize {
  readonly products: number;
  readonly variantsEach: number;
  readonly locations: number;
  /** Locations whose stock is filled, from the first */
  readonly stocked: number;
  readonly onHand: number;
  /** Titles of three words in a hundred categories by fifty makers, instead of one of each */
  readonly varied?: boolean;
}

/** What varied products are called by: a word of each list, by its number. */
export const titleWords = {
  looks: [
    'Glazed',
    'Plain',
    'Speckled',
    'Ribbed',
    'Tall',
    'Small',
    'Wide',
    'Deep',
    'Folding',
    'Painted',
    'Woven',
    'Carved',
  ],
  materials: ['stoneware', 'oak', 'linen', 'glass', 'brass', 'wool', 'cork', 'slate', 'leather', 'rattan'],
  things: [
    'mug',
    'bowl',
    'vase',
    'tray',
    'lamp',
    'basket',
    'plate',
    'jug',
    'board',
    'candle',
    'mirror',
    'stool',
    'throw',
    'clock',
  ],
} as const;

/** A migrated database with one shop of that size: set up by commands, its catalogue laid by SQL. */
export async function seedShop(context: BenchContext, size: ShopSize): Promise<SeededShop> {
  const server = await benchPostgres(context);
  await migrate({ adminUrl: server.url(), database: 'bench' });
  const databaseUrl = server.url('bench');
  // No service: only what commands need, in this process, and gone before anything is measured.
  const cloud = await bootCloud({ databaseUrl, services: [], log: createLog('error'), kms: testKms() });
  const keys = await setUp(cloud, size.locations);
  await cloud.close();
  await layCatalogue(databaseUrl, size);
  return { databaseUrl, postgresPid: server.pid, ...keys };
}

async function setUp(cloud: Cloud, locations: number): Promise<Pick<SeededShop, 'publishableKey' | 'secretKey'>> {
  const { identity, commerce } = cloud;
  const owner = { staffId: shopIds.owner, name: 'Bench Owner', initials: 'BO', ...shopSignIn };
  await createTenant(identity, { id: shopIds.tenant, name: 'Bench', owner });
  const settings = {
    id: benchId('ca', 1),
    name: 'Bench',
    currency: 'GBP',
    timeZone: 'Europe/London',
    pricesIncludeTax: true,
    taxRounding: 'line',
    cashRoundingIncrement: 1,
    cashRoundingMode: 'half-up',
    returnLimit: 20_000,
    receiptFooter: '',
  };
  const places = Array.from({ length: locations }, (_, n) => ({
    id: shopIds.location(n),
    name: `Place ${n}`,
    street: '',
    kind: 'shop',
    sellsOnline: 'yes',
    status: 'active',
  }));
  const commands = [
    ['access.updateStoreSettings', { settings }],
    ['pricing.saveTaxRate', { taxClass: 'standard', name: 'Standard', rate: '20/100' }],
    ['pricing.savePriceList', { list: { id: shopIds.list, name: 'Retail', currency: 'GBP', isDefault: true } }],
    ...places.map((location) => ['inventory.saveLocation', { location }] as const),
    [
      'register.saveRegister',
      {
        register: { id: shopIds.register, code: 'B1', name: 'Till', locationId: shopIds.location(0), status: 'active' },
      },
    ],
  ] as const;
  const outcomes = await applyBatchAsSystem(
    commerce,
    shopIds.tenant,
    commands.map(([name, args], index) => ({ id: benchId('cc', index), name, args, occurredAt: identity.now() })),
  );
  const refused = outcomes.find(({ status }) => status !== 'applied');
  if (refused) throw new Error(`the shop could not be set up: ${refused.code} ${refused.message}`);
  const publishable = await makeApiKey(
    identity,
    shopIds.tenant,
    { id: shopIds.owner, name: 'Bench' },
    {
      kind: 'publishable',
      name: 'bench',
      origins: ['*'],
    },
  );
  const secret = await makeApiKey(
    identity,
    shopIds.tenant,
    { id: shopIds.owner, name: 'Bench' },
    {
      kind: 'secret',
      name: 'bench',
      scopes: [...permissionNames],
    },
  );
  return { publishableKey: publishable.key, secretKey: secret.key };
}

const idSql = (kind: string, n: string) =>
  `('${kind.padEnd(8, '0')}-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

async function layCatalogue(databaseUrl: string, size: ShopSize): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const variants = size.products * size.variantsEach;
  const tenant = `'${shopIds.tenant}'::uuid`;
  const options =
    size.variantsEach > 1
      ? `jsonb_build_array(jsonb_build_object('name', 'Size', 'values', (SELECT jsonb_agg(v::text) FROM generate_series(1, ${size.variantsEach}) v)))`
      : `'[]'::jsonb`;
  const at = `'2026-11-01T10:00:00Z'::timestamptz`;
  const pick = (words: readonly string[], n: string) =>
    `(ARRAY[${words.map((word) => `'${word}'`)}])[1 + ${n} % ${words.length}]`;
  const { looks, materials, things } = titleWords;
  const title = size.varied
    ? `${pick(looks, 'n')} || ' ' || ${pick(materials, '(n / 12)')} || ' ' || ${pick(things, '(n / 7)')} || ' ' || n`
    : `'Stoneware piece ' || n`;
  const category = size.varied ? `'Room ' || n % 10 || ', Kind ' || n % 100` : `'Tableware'`;
  const supplier = size.varied ? `'Workshop ' || n % 50` : `'Kiln Row Pottery'`;
  try {
    await client.query(`INSERT INTO products (tenant_id, id, title, handle, description, status, category, supplier, tags, options, tax_class, image, sold_at_till, sold_online, external_ref, created_at, updated_at, updated_by)
      SELECT ${tenant}, ${idSql('d0', 'n')}, ${title}, 'piece-' || n, 'Thrown by hand, glazed twice.', 'active', ${category}, ${supplier}, '["table"]', ${options}, 'standard', NULL, true, true, NULL, ${at}, ${at}, 'Bench'
        FROM generate_series(0, ${size.products - 1}) n`);
    await client.query(`INSERT INTO variants (tenant_id, id, product_id, position, title, option_values, sku, gtin, unit, scale, tracked, status, image, updated_at, updated_by)
      SELECT ${tenant}, ${idSql('d1', 'n')}, ${idSql('d0', `n / ${size.variantsEach}`)}, n % ${size.variantsEach}, ${size.variantsEach > 1 ? `'Size ' || (n % ${size.variantsEach} + 1)` : `''`}, ${size.variantsEach > 1 ? `jsonb_build_array((n % ${size.variantsEach} + 1)::text)` : `'[]'::jsonb`}, 'SKU-' || lpad(n::text, 7, '0'), NULL, 'H87', 0, true, 'active', NULL, ${at}, 'Bench'
        FROM generate_series(0, ${variants - 1}) n`);
    await client.query(`INSERT INTO prices (tenant_id, price_list_id, variant_id, amount, compare_at, updated_at)
      SELECT ${tenant}, '${shopIds.list}', ${idSql('d1', 'n')}, 100 + n % 9900, NULL, ${at} FROM generate_series(0, ${variants - 1}) n`);
    await client.query(`INSERT INTO stock_levels (tenant_id, location_id, variant_id, on_hand, committed, reserved, damaged, safety, quality_control, incoming)
      SELECT ${tenant}, ${idSql('c2', 'l')}, ${idSql('d1', 'n')}, ${size.onHand}, 0, 0, 0, 0, 0, 0 FROM generate_series(0, ${variants - 1}) n, generate_series(0, ${size.stocked - 1}) l`);
    await client.query('VACUUM ANALYZE');
  } finally {
    await client.end();
  }
}
