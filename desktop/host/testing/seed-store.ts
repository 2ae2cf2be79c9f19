import { builtInRoles, ownerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { roles, type SecurityKey, staff, storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { locations, purchaseOrderLines, purchaseOrders } from '@tillhouse/shared/domains/inventory/schema.ts';
import { priceLists, taxRates } from '@tillhouse/shared/domains/pricing/schema.ts';
import { receiptCounters, registerSessions, registers } from '@tillhouse/shared/domains/register/schema.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { layRows } from './lay-rows.ts';
import { seedId, seedIds, seedNow } from './seed-ids.ts';

/** The shop itself: settings, people, places, tills, one customer and one purchase order. */
export function seedStore(connection: DeskConnection, pinHash: string | null, openDrawer: boolean): void {
  const at = seedNow - 86_400_000;
  layRows(connection, storeSettings, [
    {
      id: seedIds.store,
      name: 'Larkhall',
      main: true,
      locale: 'en-GB',
      currency: 'GBP',
      currencies: [],
      priceListId: null,
      taxes: [],
      namesPriorPrice: null,
      deliveryTax: null,
      vatNumber: '',
      slug: null,
      hosted: null,
      cartLetters: null,
      parcelLetters: null,
      sendsWith: null,
      receipt: null,
      theme: null,
      till: { cashWithoutReceipt: 2_000, priceDays: 90, lockAfter: 0 },
      closedAt: null,
      revision: 1,
      timeZone: 'Europe/London',
      pricesIncludeTax: true,
      taxRounding: 'line',
      cashRoundingIncrement: 5,
      cashRoundingMode: 'half-up',
      returnLimit: 20_000,
      receiptHeader: 'VAT GB 417 2093 86',
      receiptFooter: 'Keep this receipt to bring goods back within 30 days.',
      updatedAt: at,
    },
  ]);
  layRows(
    connection,
    roles,
    builtInRoles.map(({ id, name, permissions, terms }) => ({
      id,
      name,
      permissions: [...permissions],
      terms,
      revision: 1,
      builtIn: true,
      updatedAt: at,
    })),
  );
  const person = {
    email: null,
    homeLocationId: seedIds.bath,
    pinHash,
    pinSetAt: null,
    badgeKey: null,
    securityKeys: [] as SecurityKey[],
    status: 'active',
    statusNote: null,
    updatedAt: at,
  } as const;
  layRows(connection, staff, [
    { ...person, id: seedIds.owner, name: 'Priya Nair', initials: 'PN', roleId: ownerRole.id },
    { ...person, id: seedIds.cashier, name: 'Ellie Roberts', initials: 'ER', roleId: tillRole.id },
  ]);
  const place = { sellsOnline: 'no', silentTills: null, status: 'active', storeId: null, updatedAt: at } as const;
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
    { id: seedIds.list, name: 'Retail', currency: 'GBP', isDefault: true, terms: null, updatedAt: at },
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
      ...{ street: '', postalCode: '', vatId: null, taxRelief: null, groups: [] },
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
