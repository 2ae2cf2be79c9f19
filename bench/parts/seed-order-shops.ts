import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { migrate } from '@tillhouse/cloud-api/migrate.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { applyBatchAsSystem } from '@tillhouse/cloud-api/services/commerce/apply-as-system.ts';
import { makeApiKey } from '@tillhouse/cloud-api/services/identity/api-keys.ts';
import { createTenant } from '@tillhouse/cloud-api/services/identity/create-tenant.ts';
import { newProduct } from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import type { BenchContext } from '../bench.ts';
import { benchPostgres } from '../calibrate/postgres-copy.ts';
import { benchId, type SeededShop } from './seed-shop.ts';

export interface OrderShop extends Pick<SeededShop, 'publishableKey' | 'secretKey'> {
  readonly variantId: string;
}

/** A migrated database with so many shops, each of which sells one product on the web. */
export async function seedOrderShops(
  context: BenchContext,
  count: number,
): Promise<{ readonly databaseUrl: string; readonly shops: readonly OrderShop[] }> {
  const server = await benchPostgres(context);
  await migrate({ adminUrl: server.url(), database: 'bench' });
  const databaseUrl = server.url('bench');
  const cloud = await bootCloud({ databaseUrl, services: [], log: createLog('error'), kms: testKms() });
  const shops: OrderShop[] = [];
  for (let n = 0; n < count; n += 1) {
    const [tenantId, locationId, productId, variantId] = ['a0', 'a1', 'a2', 'a3'].map((kind) => benchId(kind, n)) as [
      string,
      string,
      string,
      string,
    ];
    const owner = { staffId: benchId('a4', n), name: 'Bench Owner', initials: 'BO' };
    const login = { email: `owner${n}@bench.example`, password: 'bench-password-1' };
    await createTenant(cloud.identity, { id: tenantId, name: `Shop ${n}`, owner: { ...owner, ...login } });
    const settings = {
      ...{ id: benchId('a5', n), name: `Shop ${n}`, currency: 'GBP', timeZone: 'Europe/London' },
      ...{ pricesIncludeTax: true, taxRounding: 'line', cashRoundingIncrement: 1, cashRoundingMode: 'half-up' },
      ...{ returnLimit: 20_000, receiptFooter: '' },
    };
    const location = { id: locationId, name: 'Shop', street: '', kind: 'shop', sellsOnline: 'yes', status: 'active' };
    const lines = [{ locationId, variantId, delta: 100_000 }];
    const commands = [
      ['access.updateStoreSettings', { settings }],
      ['pricing.saveTaxRate', { taxClass: 'standard', name: 'Standard', rate: '20/100' }],
      ['pricing.savePriceList', { list: { id: benchId('a6', n), name: 'Retail', currency: 'GBP', isDefault: true } }],
      ['inventory.saveLocation', { location }],
      ['catalog.createProduct', newProduct(productId, variantId, 'Mug')],
      ['inventory.adjust', { lines, reason: 'opening', note: '' }],
    ] as const;
    const outcomes = await applyBatchAsSystem(
      cloud.commerce,
      tenantId,
      commands.map(([name, args], at) => ({
        ...{ id: benchId('a7', n * 100 + at), name, args, occurredAt: cloud.identity.now() },
      })),
    );
    const refused = outcomes.find(({ status }) => status !== 'applied');
    if (refused) throw new Error(`a shop could not be set up: ${refused.code} ${refused.message}`);
    const by = { id: owner.staffId, name: owner.name };
    const key = (kind: object) => makeApiKey(cloud.identity, tenantId, by, kind as Parameters<typeof makeApiKey>[3]);
    const [open, secret] = [
      await key({ kind: 'publishable', name: 'bench', origins: ['*'] }),
      await key({ kind: 'secret', name: 'bench', scopes: [...permissionNames] }),
    ];
    shops.push({ variantId, publishableKey: open.key, secretKey: secret.key });
  }
  await cloud.close();
  return { databaseUrl, shops };
}
