import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { TENANT } from '../../testing/postgres-engine.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { locations } from '../inventory/schema.ts';
import { orders, tenders } from '../orders/schema.ts';
import { journalEntries } from '../ledger/schema.ts';
import { registerSessions } from '../register/schema.ts';
import { receiptOf } from './store-receipt.ts';
import { storeDomains, storeSettings } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

const wien = testId(0x5001);
const euros = testId(0x5002);
const store = (more: object = {}) => ({
  store: {
    id: wien,
    revision: 0,
    name: 'Larkhall Wien',
    locale: 'de-AT',
    currency: 'EUR',
    currencies: [],
    priceListId: null,
    timeZone: 'Europe/Vienna',
    pricesIncludeTax: false,
    taxRounding: 'document',
    taxes: [{ taxClass: 'standard', rate: '10/100' }],
    cashRoundingIncrement: 5,
    cashRoundingMode: 'half-up',
    returnLimit: 3_000,
    receiptFooter: 'Danke.',
    theme: null,
    domains: ['shop.larkhall.example'],
    ...more,
  },
});
const euroList = () =>
  two.given('pricing.savePriceList', { list: { id: euros, name: 'Handel EUR', currency: 'EUR', isDefault: false } });
const ofWien = async () => (await two.rows(storeSettings)).find(({ id }) => id === wien);

describe('a further store', () => {
  test('opens beside the main one, which the old command goes on writing', async () => {
    await two.run('access.saveStore', store());
    const [settings] = (await two.rows(storeSettings)).filter(({ main }) => main);
    expect(settings).toMatchObject({ id: shop.settings, name: 'Larkhall', revision: 1 });
    expect(await ofWien()).toMatchObject({ main: false, currency: 'EUR', revision: 1, closedAt: null });
    const old = { id: testId(0x999), name: 'Larkhall', currency: 'GBP', timeZone: 'Europe/London' };
    const rest = { pricesIncludeTax: true, taxRounding: 'line', cashRoundingIncrement: 1, cashRoundingMode: 'half-up' };
    await two.run('access.updateStoreSettings', {
      settings: { ...old, ...rest, returnLimit: 5_000, receiptFooter: 'Thank you.' },
    });
    const [main] = (await two.rows(storeSettings)).filter((row) => row.main);
    expect(main).toMatchObject({ id: shop.settings, receiptFooter: 'Thank you.', locale: 'en-GB', revision: 2 });
    expect(await two.rows(storeSettings)).toHaveLength(2);
  });

  test('is refused with what no store can have', async () => {
    await two.refuse('access.saveStore', store({ currency: 'EUX' }), 'access.currency-unknown');
    await two.refuse('access.saveStore', store({ locale: 'xx-YY' }), 'access.locale-unknown');
    await two.refuse('access.saveStore', store({ name: 'LARKHALL' }), 'access.store-name-taken');
    const pounds = { priceListId: shop.list };
    await two.refuse('access.saveStore', store(pounds), 'access.price-list-of-another-currency');
    const further = { currencies: [{ currency: 'USD', priceListId: shop.list }] };
    await two.refuse('access.saveStore', store(further), 'access.price-list-of-another-currency');
    await two.refuse('access.saveStore', store({ domains: ['https://shop.example'] }), 'command.invalid-arguments');
    await two.refuse('access.saveStore', store({ timeZone: 'Europe/Larkhall' }), 'command.invalid-arguments');
    await two.refuse('access.saveStore', store(), 'command.forbidden', { actor: personAs('Manager') });
  });

  test('has receipts of its own making, which programs that do not know of them leave as they are', async () => {
    const receipt = { ...receiptOf({ receipt: null }), head: ['logo', 'words'], giftWords: 'Bis Dreikönig.' };
    await two.run('access.saveStore', store({ receipt }));
    await two.run('access.saveStore', store({ revision: 1, receiptFooter: 'Servus.' }));
    expect(await ofWien()).toMatchObject({ receipt, receiptFooter: 'Servus.', revision: 2 });
    const headless = { ...receipt, foot: ['words'] };
    await two.refuse('access.saveStore', store({ revision: 2, receipt: headless }), 'command.invalid-arguments');
  });

  test('whoever changes what somebody else changed meanwhile is told', async () => {
    await two.run('access.saveStore', store());
    await two.run('access.saveStore', store({ revision: 1, receiptFooter: 'Servus.' }));
    await two.refuse(
      'access.saveStore',
      store({ revision: 1, receiptFooter: 'Baba.' }),
      'access.store-changed-meanwhile',
    );
    expect(await ofWien()).toMatchObject({ receiptFooter: 'Servus.', revision: 2 });
  });

  test('has web addresses that no other store has, of this tenant or another, and nobody learns whose they are', async () => {
    await two.run('access.saveStore', store());
    const graz = { id: testId(0x5003), name: 'Larkhall Graz' };
    const own = await two.refuse('access.saveStore', store(graz), 'access.domain-taken');
    await two.run('access.saveStore', store({ revision: 1, domains: ['wien.larkhall.example'] }));
    expect((await two.rows(storeDomains)).map(({ domain }) => domain)).toEqual(['wien.larkhall.example']);
    // In the cloud alone: a row of another tenant.
    const theirs = testId(0x77);
    await two.postgres.pool.query(
      `INSERT INTO store_domains (tenant_id, domain, store_id, created_at) VALUES ($1, 'shop.larkhall.example', $1, now())`,
      [theirs],
    );
    const run = two.runOn(two.postgres, 'access.saveStore', store(graz), { authority: true }, testId(0x5004), false);
    const refused = await run.catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'access.domain-taken', details: own });
    expect(JSON.stringify(refused)).not.toContain(theirs);
    await two.postgres.pool.query('DELETE FROM store_domains WHERE tenant_id <> $1', [TENANT]);
  });

  test('closes when nothing is open there, and opens again', async () => {
    await two.run('access.saveStore', store());
    await two.refuse('access.closeStore', { storeId: shop.settings }, 'access.main-store-stays');
    await two.refuse('access.closeStore', { storeId: testId(0x999) }, 'access.store-unknown');
    await two.run('inventory.assignLocation', { locationId: shop.bath, storeId: wien });
    await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 0 });
    const busy = await two.refuse('access.closeStore', { storeId: wien }, 'access.store-busy');
    expect(busy).toMatchObject({ drawers: 1, purchaseOrders: 0, ordersToPick: 0 });
    const closing = { sessionId: shop.session, registerId: shop.register, counted: 0, note: '' };
    await two.given('register.closeSession', closing);
    await two.run('access.closeStore', { storeId: wien });
    const session = { sessionId: testId(0x5005), registerId: shop.register, float: 0 };
    await two.refuse('register.openSession', session, 'access.store-closed');
    await two.run('access.reopenStore', { storeId: wien });
    await two.refuse('access.reopenStore', { storeId: testId(0x999) }, 'access.store-unknown');
    await two.run('register.openSession', session);
  });
});

describe('what is sold there', () => {
  const session = { sessionId: shop.session, registerId: shop.register };
  beforeEach(async () => {
    await euroList();
    await two.given('access.saveStore', store({ priceListId: euros }));
    await two.given('inventory.assignLocation', { locationId: shop.bath, storeId: wien });
    await two.given('register.openSession', { ...session, float: 10_000 });
    const price = { variantId: shop.moss, base: null, value: 1_299 };
    await two.given('pricing.setPrice', { priceListId: euros, changes: [price] });
  });
  const sale = (variantId: string, amount: number) => ({
    ...{ orderId: testId(0x100), ...session, customerId: null },
    lines: [{ key: 'a', variantId, quantity: 2 }],
    tenders: [{ key: 'cash', kind: 'cash', amount, given: amount, change: 0, reference: '' }],
  });

  test('is in its currency, by its list, tax and coins, to the cent', async () => {
    // 2 × 12.99 and 10 % on top: 28.578, by document 28.58; in coins of 0.05 28.60
    await two.run('register.recordSale', sale(shop.moss, 2_860));
    expect(await two.rows(orders)).toMatchObject([
      {
        currency: 'EUR',
        pricesIncludeTax: false,
        subtotal: 2_598,
        taxTotal: 260,
        rounding: 2,
        total: 2_860,
        businessHour: 12,
      },
    ]);
    expect(await two.rows(tenders)).toMatchObject([{ currency: 'EUR', amount: 2_860 }]);
    expect(await two.rows(registerSessions)).toMatchObject([{ currency: 'EUR' }]);
    // Nobody gave it a price in euros.
    await two.refuse('register.recordSale', { ...sale(shop.tide, 1), orderId: testId(0x101) }, 'register.no-price');
  });

  test('a drawer keeps its currency until it is closed', async () => {
    const other = { revision: 1, currency: 'CHF', priceListId: null };
    await two.refuse('access.saveStore', store(other), 'access.drawers-open');
    const home = { locationId: shop.bath, storeId: shop.settings };
    await two.refuse('inventory.assignLocation', home, 'access.drawers-open');
    await two.refuse('inventory.assignLocation', { ...home, storeId: testId(0x999) }, 'access.store-unknown');
    const nowhere = { locationId: testId(0x999), storeId: wien };
    await two.refuse('inventory.assignLocation', nowhere, 'inventory.location-unknown');
    // Written in the books in that currency, though the store itself is of another one by then.
    await two.postgres.pool.query(`UPDATE store_settings SET currency = 'CHF' WHERE id = $1`, [wien]);
    two.sqlite.db.exec(`UPDATE store_settings SET currency = 'CHF' WHERE id = '${wien}'`);
    const closing = { ...session, counted: 9_900, expected: 10_000, note: '' };
    await two.run('register.closeSession', closing, { authority: true });
    expect(await two.rows(journalEntries)).toMatchObject([{ kind: 'drawer-closed', currency: 'EUR' }]);
    await two.run('inventory.assignLocation', home);
    expect((await two.rows(locations)).find(({ id }) => id === shop.bath)?.storeId).toBe(shop.settings);
    await two.refuse('inventory.assignLocation', home, 'command.forbidden', { actor: personAs('Manager') });
  });

  test('comes back in a store of the same currency', async () => {
    await two.given('register.recordSale', sale(shop.moss, 2_860));
    const [line] = (await two.rows((await import('../orders/schema.ts')).orderLines)) as { id: string }[];
    await two.given('register.closeSession', { ...session, counted: 12_860, note: '' });
    await two.given('inventory.assignLocation', { locationId: shop.bath, storeId: shop.settings });
    const [sessionId, orderId] = [testId(0x5005), testId(0x102)];
    await two.given('register.openSession', { ...session, sessionId, float: 10_000 });
    const back = {
      ...{ orderId, originalOrderId: testId(0x100), registerId: shop.register, sessionId },
      lines: [{ key: 'a', originalLineId: line?.id, quantity: 1, restock: 'available' }],
      ...{ payBack: { kind: 'cash', reference: '' }, reason: '' },
    };
    await two.refuse('register.recordReturn', back, 'register.other-currency');
  });
});
