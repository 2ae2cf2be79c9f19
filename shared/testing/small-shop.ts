import { builtInRoles } from '../domains/access/built-in-roles.ts';
import { effectiveRights } from '../domains/access/effective-rights.ts';
import type { Actor } from '../kernel/define-mutator.ts';
import { DEVICE, testId, type TwoEngines } from './two-engines.ts';

/** Ids of a shop that is just big enough for tests. */
export const shop = {
  settings: testId(1),
  list: testId(2),
  bath: testId(3),
  frome: testId(4),
  warehouse: testId(5),
  register: testId(6),
  session: testId(7),
  mug: testId(0x10),
  moss: testId(0x11),
  tide: testId(0x12),
  soap: testId(0x20),
  flakes: testId(0x21),
  wrap: testId(0x30),
  wrapping: testId(0x31),
  till: testId(0xb1),
};

const variant = (id: string, sku: string, price: number, more: Record<string, unknown> = {}) => ({
  id,
  optionValues: [],
  sku,
  gtin: null,
  unit: 'H87',
  scale: 0,
  tracked: true,
  image: null,
  price,
  cost: null,
  ...more,
});
const product = (id: string, title: string, more: Record<string, unknown> = {}) => ({
  id,
  title,
  description: '',
  status: 'active',
  category: 'Tableware',
  supplier: 'Kiln Row Pottery',
  tags: [],
  options: [],
  taxClass: 'standard',
  image: null,
  soldAtTill: true,
  soldOnline: true,
  externalRef: null,
  ...more,
});

export const deviceArgs = (id: string, registerId: string | null) => ({
  id,
  name: 'Bath till 2',
  kind: 'till',
  locationIds: [shop.bath],
  registerId,
  publicKey: 'key',
  status: 'enrolled',
});

export const productArgs = { variant, product };

/** Arguments of `access.updateStoreSettings` */
export const smallStore = {
  id: shop.settings,
  name: 'Larkhall',
  currency: 'GBP',
  timeZone: 'Europe/London',
  pricesIncludeTax: true,
  taxRounding: 'line',
  cashRoundingIncrement: 1,
  cashRoundingMode: 'half-up',
  returnLimit: 5_000,
  receiptFooter: '',
};

/** Settings, locations, a register, three products; stock: 10 moss mugs and 5 kg of flakes in Bath, 20 tide at the warehouse. */
export async function openSmallShop(two: TwoEngines): Promise<void> {
  const at = { authority: true };
  await two.given(
    'access.openStore',
    { owner: { id: testId(0xa1), name: 'Priya Nair', initials: 'PN', email: null } },
    at,
  );
  await two.given('access.updateStoreSettings', {
    settings: smallStore,
  });
  await two.given('pricing.savePriceList', {
    list: { id: shop.list, name: 'Retail GBP', currency: 'GBP', isDefault: true },
  });
  await two.given('pricing.saveTaxRate', { taxClass: 'standard', name: 'Standard', rate: '20/100' });
  for (const [id, name, kind] of [
    [shop.bath, 'Bath', 'shop'],
    [shop.frome, 'Frome', 'shop'],
    [shop.warehouse, 'Melksham', 'warehouse'],
  ]) {
    await two.given('inventory.saveLocation', {
      location: { id, name, street: '', kind, sellsOnline: 'yes', status: 'active' },
    });
  }
  await two.given('register.saveRegister', {
    register: { id: shop.register, code: 'B2', name: 'Bath till 2', locationId: shop.bath, status: 'active' },
  });
  await two.given('access.registerDevice', { device: deviceArgs(DEVICE, shop.register) }, at);
  await two.given('catalog.createProduct', {
    product: product(shop.mug, 'Stoneware mug', { options: [{ name: 'Glaze', values: ['Moss', 'Tide'] }] }),
    variants: [
      variant(shop.moss, 'MUG-MOS', 1400, { optionValues: ['Moss'], gtin: '5060912440320', cost: 465 }),
      variant(shop.tide, 'MUG-TID', 1200, { optionValues: ['Tide'] }),
    ],
  });
  await two.given('catalog.createProduct', {
    product: product(shop.soap, 'Soap flakes, refill'),
    variants: [variant(shop.flakes, 'REF-SOAP', 650, { unit: 'KGM', scale: 3 })],
  });
  await two.given('catalog.createProduct', {
    product: product(shop.wrap, 'Gift wrap'),
    variants: [variant(shop.wrapping, 'WRAP', 350, { tracked: false })],
  });
  await two.given('inventory.adjust', {
    lines: [
      { locationId: shop.bath, variantId: shop.moss, delta: 10 },
      { locationId: shop.bath, variantId: shop.flakes, delta: 5_000 },
      { locationId: shop.warehouse, variantId: shop.tide, delta: 20 },
    ],
    reason: 'opening',
    note: '',
  });
}

/** Somebody with the rights of a role that comes with Tillhouse; at home somewhere, or everywhere. */
export function personAs(roleName: string, homeLocationId: string | null = null): Actor {
  const role = builtInRoles.find(({ name }) => name === roleName);
  if (!role) throw new Error(`no role ${roleName}`);
  return {
    id: shop.till,
    name: 'Ellie Roberts',
    roleId: role.id,
    ...effectiveRights({ permissions: role.permissions, terms: role.terms, homeLocationId }, [], 0),
  };
}
