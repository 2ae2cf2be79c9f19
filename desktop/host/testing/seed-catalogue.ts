import { barcodes, products, variantCosts, variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import { stockLevels, stockMovements, stockPeriods } from '@tillhouse/shared/domains/inventory/schema.ts';
import { prices } from '@tillhouse/shared/domains/pricing/schema.ts';
import { favourites } from '@tillhouse/shared/domains/register/schema.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { layRows } from './lay-rows.ts';
import { seedCode, seedId, seedIds, seedNow } from './seed-ids.ts';

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

/** Products `start` to `start + size`, with their codes, prices, costs and ten on hand at Bath. */
export function seedCatalogue(connection: DeskConnection, start: number, size: number, variantsEach: number): void {
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
      minimumAge: null,
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
      measure: null,
      depositId: null,
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
      breaks: null,
      history: null,
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
  const month = new Date(seedNow - 7 * 86_400_000).toISOString().slice(0, 7);
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
      month,
    })),
  );
  layRows(
    connection,
    stockPeriods,
    all.map(({ v }) => ({ locationId: seedIds.bath, variantId: seedIds.variant(v), month, onHand: 10, ...none })),
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
