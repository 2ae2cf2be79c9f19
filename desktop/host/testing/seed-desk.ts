import { encode, namesOf } from '@tillhouse/shared/data/codec.ts';
import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { builtInRoles, ownerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { roles, staff, storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { checkDigit } from '@tillhouse/shared/domains/catalog/gtin.ts';
import { barcodes, products, variantCosts, variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import {
  locations,
  purchaseOrderLines,
  purchaseOrders,
  stockLevels,
  stockMovements,
} from '@tillhouse/shared/domains/inventory/schema.ts';
import { priceLists, prices, taxRates } from '@tillhouse/shared/domains/pricing/schema.ts';
import { favourites, receiptCounters, registerSessions, registers } from '@tillhouse/shared/domains/register/schema.ts';
import type { Column } from '@tillhouse/shared/kernel/columns.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { DeskConnection, DeskDatabase } from '@tillhouse/sync/client/desk-database.ts';
import type { Enrolment } from '../session/desk-state.ts';

/** A uuid that says what it is of: `kind` two hex digits, `n` the number. */
export function seedId(kind: string, n: number): string {
  return `${kind.padEnd(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

export const seedNow = Date.UTC(2026, 10, 23, 12);
export const seedIds = {
  store: seedId('a0', 1),
  owner: seedId('a1', 1),
  cashier: seedId('a1', 2),
  bath: seedId('a2', 1),
  melksham: seedId('a2', 2),
  till: seedId('a3', 1),
  secondTill: seedId('a3', 2),
  drawer: seedId('a4', 1),
  list: seedId('a5', 1),
  device: seedId('a6', 1),
  tenant: seedId('a7', 1),
  order: seedId('a8', 1),
  variant: (n: number) => seedId('b1', n),
  product: (n: number) => seedId('b0', n),
};

/** A valid EAN-13 of the nth variant, as a scanner reads it. */
export function seedCode(n: number): string {
  const digits = `501${String(n).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}

type Row = Record<string, unknown>;

/** Lays rows below the domain, as sync does. */
export function layRows<R extends object>(
  connection: DeskConnection,
  table: Table<R>,
  rows: readonly NoInfer<R>[],
): void {
  const plain = table as unknown as Table<Row>;
  const columns = [...namesOf(plain).columns];
  const names = columns.map(([, name]) => `"${name}"`).join(', ');
  const sql = `INSERT OR REPLACE INTO "${plain.name}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
  const encoded = rows.map((row) =>
    columns.map(([camel]): SqlValue => encode('sqlite', plain.columns[camel] as Column, (row as Row)[camel] ?? null)),
  );
  connection.runEach(sql, encoded);
}

export interface SeedChoices {
  readonly products?: number;
  readonly variantsEach?: number;
  /** PHC string of the PIN of both people */
  readonly pinHash?: string | null;
  readonly openDrawer?: boolean;
}

export const seedEnrolment: Enrolment = {
  deviceId: seedIds.device,
  deviceName: 'Bath till 1',
  enrolledAt: seedNow,
  cloudUrl: 'http://127.0.0.1:9',
  tenant: { id: seedIds.tenant, name: 'Larkhall' },
  profile: { kind: 'till', locationIds: [seedIds.bath, seedIds.melksham], registerId: seedIds.till },
};

/** A small shop, or a large one: the same rows every time. Prices 1.00 + n × 0.01, ten on hand at Bath. */
export async function seedDesk(desk: DeskDatabase, choices: SeedChoices = {}): Promise<void> {
  const { products: count = 5, variantsEach = 1, pinHash = null, openDrawer = true } = choices;
  await desk.transaction('foreground', async (connection) => {
    connection.runNow("INSERT OR REPLACE INTO desk_state (name, value) VALUES ('enrolment', ?)", [
      JSON.stringify(seedEnrolment),
    ]);
    seedStore(connection, pinHash, openDrawer);
  });
  const chunk = 2_000;
  for (let start = 0; start < count; start += chunk) {
    const size = Math.min(chunk, count - start);
    await desk.transaction('background', async (connection) => seedCatalogue(connection, start, size, variantsEach));
  }
}

function seedStore(connection: DeskConnection, pinHash: string | null, openDrawer: boolean): void {
  const at = seedNow - 86_400_000;
  layRows(connection, storeSettings, [
    {
      id: seedIds.store,
      name: 'Larkhall',
      currency: 'GBP',
      timeZone: 'Europe/London',
      pricesIncludeTax: true,
      taxRounding: 'line',
      cashRoundingIncrement: 5,
      cashRoundingMode: 'half-up',
      returnLimit: 20_000,
      receiptFooter: 'Keep this receipt to bring goods back within 30 days.',
      updatedAt: at,
    },
  ]);
  layRows(
    connection,
    roles,
    builtInRoles.map(({ id, name, permissions }) => ({
      id,
      name,
      permissions: [...permissions],
      builtIn: true,
      updatedAt: at,
    })),
  );
  const person = {
    email: null,
    homeLocationId: seedIds.bath,
    pinHash,
    status: 'active',
    statusNote: null,
    updatedAt: at,
  } as const;
  layRows(connection, staff, [
    { ...person, id: seedIds.owner, name: 'Priya Nair', initials: 'PN', roleId: ownerRole.id },
    { ...person, id: seedIds.cashier, name: 'Ellie Roberts', initials: 'ER', roleId: tillRole.id },
  ]);
  const place = { sellsOnline: 'no', status: 'active', updatedAt: at } as const;
  layRows(connection, locations, [
    { ...place, id: seedIds.bath, name: 'Bath', street: '14 Walcot Buildings', kind: 'shop' },
    { ...place, id: seedIds.melksham, name: 'Melksham', street: 'Unit 3, Challeymead', kind: 'warehouse' },
  ]);
  const register = { locationId: seedIds.bath, generation: 1, status: 'active', updatedAt: at } as const;
  layRows(connection, registers, [
    { ...register, id: seedIds.till, code: 'B1', name: 'Bath till 1' },
    { ...register, id: seedIds.secondTill, code: 'B2', name: 'Bath till 2' },
  ]);
  layRows(connection, receiptCounters, [{ registerId: seedIds.till, generation: 1, lastSequence: 0 }]);
  if (openDrawer) {
    layRows(connection, registerSessions, [
      {
        id: seedIds.drawer,
        registerId: seedIds.till,
        openedAt: at,
        openedById: seedIds.owner,
        openedByName: 'Priya Nair',
        float: 10_000,
        currency: 'GBP',
      },
    ]);
  }
  layRows(connection, priceLists, [
    { id: seedIds.list, name: 'Retail', currency: 'GBP', isDefault: true, updatedAt: at },
  ]);
  layRows(connection, taxRates, [
    { taxClass: 'standard', name: 'Standard, 20 %', rate: '20/100', updatedAt: at },
    { taxClass: 'zero', name: 'Zero', rate: '0/100', updatedAt: at },
  ]);
  layRows(connection, customers, [
    {
      id: seedId('a9', 1),
      name: 'Rosalind Moss',
      email: 'rosalind@moss.example',
      phone: null,
      city: 'Frome',
      country: 'GB',
      note: '',
      externalRef: null,
      status: 'active',
      createdAt: at,
      updatedAt: at,
    },
  ]);
  layRows(connection, purchaseOrders, [
    {
      id: seedIds.order,
      number: 'PO-1184',
      supplier: 'Kiln Row Pottery',
      locationId: seedIds.bath,
      status: 'open',
      bay: '2',
      expectedOn: null,
      createdAt: at,
    },
  ]);
  layRows(connection, purchaseOrderLines, [
    {
      id: seedId('aa', 1),
      purchaseOrderId: seedIds.order,
      locationId: seedIds.bath,
      variantId: seedIds.variant(0),
      ordered: 24,
      received: 0,
    },
  ]);
}

const words = ['Stoneware', 'Linen', 'Ash', 'Ribbed', 'Taper', 'Beech', 'Enamel', 'Willow', 'Felt', 'Brass'];
const things = [
  'mug',
  'tea towel',
  'serving bowl',
  'vase',
  'candle',
  'brush',
  'pan',
  'basket',
  'wreath',
  'lamp',
  'jug',
];
const categories = ['Tableware', 'Textiles', 'Candles', 'Glass', 'Kitchen'];

function seedCatalogue(connection: DeskConnection, start: number, size: number, variantsEach: number): void {
  const numbers = Array.from({ length: size }, (_, i) => start + i);
  const at = (n: number) => seedNow - 86_400_000 - n * 1_000;
  layRows(
    connection,
    products,
    numbers.map((n) => ({
      id: seedIds.product(n),
      title: `${words[n % words.length]} ${things[n % things.length]} ${n}`,
      handle: `product-${n}`,
      description: '',
      status: 'active' as const,
      category: categories[n % categories.length] as string,
      supplier: 'Kiln Row Pottery',
      tags: [],
      options:
        variantsEach > 1 ? [{ name: 'Size', values: Array.from({ length: variantsEach }, (_, i) => `${i}`) }] : [],
      taxClass: n % 7 === 6 ? 'zero' : 'standard',
      image: null,
      soldAtTill: true,
      soldOnline: true,
      externalRef: null,
      createdAt: at(n),
      updatedAt: at(n),
      updatedBy: 'Priya Nair',
    })),
  );
  const all = numbers.flatMap((n) =>
    Array.from({ length: variantsEach }, (_, i) => ({ n, i, v: n * variantsEach + i })),
  );
  layRows(
    connection,
    variants,
    all.map(({ n, i, v }) => ({
      id: seedIds.variant(v),
      productId: seedIds.product(n),
      position: i,
      title: variantsEach > 1 ? `Size ${i}` : '',
      optionValues: variantsEach > 1 ? [`${i}`] : [],
      sku: `SKU-${String(v).padStart(6, '0')}`,
      gtin: seedCode(v),
      unit: 'H87',
      scale: 0,
      tracked: true,
      status: 'active' as const,
      image: null,
      updatedAt: at(n),
      updatedBy: 'Priya Nair',
    })),
  );
  layRows(
    connection,
    barcodes,
    all.map(({ n, v }) => ({ code: seedCode(v).padStart(14, '0'), variantId: seedIds.variant(v), updatedAt: at(n) })),
  );
  layRows(
    connection,
    prices,
    all.map(({ n, v }) => ({
      priceListId: seedIds.list,
      variantId: seedIds.variant(v),
      amount: 100 + (v % 9_900),
      compareAt: null,
      updatedAt: at(n),
    })),
  );
  layRows(
    connection,
    variantCosts,
    all
      .filter(({ v }) => v % 10 !== 9)
      .map(({ n, v }) => ({
        variantId: seedIds.variant(v),
        cost: 40 + (v % 4_000),
        currency: 'GBP',
        updatedAt: at(n),
      })),
  );
  const none = { committed: 0, reserved: 0, damaged: 0, safety: 0, qualityControl: 0, incoming: 0 };
  layRows(
    connection,
    stockLevels,
    all.map(({ v }) => ({ locationId: seedIds.bath, variantId: seedIds.variant(v), onHand: 10, ...none })),
  );
  layRows(
    connection,
    stockMovements,
    all.map(({ v }) => ({
      id: seedId('b2', v),
      locationId: seedIds.bath,
      variantId: seedIds.variant(v),
      cause: 'opening' as const,
      onHand: 10,
      ...none,
      documentKind: 'import' as const,
      documentId: seedIds.store,
      documentNumber: 'Opening',
      reversesId: null,
      actorId: seedIds.owner,
      actorName: 'Priya Nair',
      deviceId: seedIds.device,
      note: '',
      occurredAt: seedNow - 7 * 86_400_000,
    })),
  );
  if (start === 0) {
    layRows(
      connection,
      favourites,
      all.slice(0, 3).map(({ v }) => ({
        id: seedId('b3', v),
        page: 'Counter',
        position: v,
        variantId: seedIds.variant(v),
        updatedAt: seedNow,
      })),
    );
  }
}
