import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { payCard, payCash } from '../testing/pay-basket.ts';
import { seedCode, seedId, seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';
import { openBeside } from '../keys/sealed-reader.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let bridge: Bridge;
let saleId = '';

beforeAll(async () => {
  folder = await seededFolder({ products: 120, variantsEach: 2 });
  desk = await bootDesk(folder.dataDir);
  bridge = desk.bridge;
  await bridge.call('basket.add', { variantId: seedIds.variant(4), quantity: 3 });
  saleId = (await payCash(bridge, 2_000)).orderId;
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const index = (more: object = {}) => bridge.query('products.index', { offset: 0, limit: 10, view: 'selling', ...more });

describe('products', () => {
  test('a window at any offset, newest first, with stock by place and the rights of who asks', async () => {
    const { total, rows, locations } = await index();
    expect({ total, places: locations.map((place) => place.name) }).toEqual({
      total: 120,
      places: ['Bath', 'Melksham'],
    });
    expect(rows[0]).toMatchObject({
      sku: 'SKU-000000',
      variantCount: 2,
      onHand: 20,
      byLocation: [20, null],
      priceFrom: 100,
      priceTo: 101,
      unsent: false,
    });
    const last = await index({ offset: 115 });
    expect(last.rows.map((row) => row.sku)).toEqual([
      'SKU-000230',
      'SKU-000232',
      'SKU-000234',
      'SKU-000236',
      'SKU-000238',
    ]);
    expect((await index({ offset: 120 })).rows).toEqual([]);
  });

  test.each([
    ['updated', 'SKU-000238', 'SKU-000000'],
    ['price', 'SKU-000000', 'SKU-000238'],
    ['on-hand', 'SKU-000004', undefined],
  ] as const)('sorted by %s, up and down', async (sort, first, last) => {
    expect((await index({ sort, descending: false })).rows[0]?.sku).toBe(first);
    const down = await index({ sort, descending: true, limit: 1 });
    if (last) expect(down.rows[0]?.sku).toBe(last);
    expect(down.total).toBe(120);
  });

  test('views, categories and their counts agree', async () => {
    const views = await bridge.query('products.views', {});
    for (const { view, count } of views) expect((await index({ view })).total, view).toBe(count);
    expect(views.find(({ view }) => view === 'no-cost')?.count).toBe(24);
    const glass = await index({ category: 'Glass' });
    expect(glass.total).toBe(24);
    expect(new Set(glass.rows.map((row) => row.category))).toEqual(new Set(['Glass']));
  });

  test.each([
    ['linen', 12],
    ['LINÉN TEA', 2],
    ['tea towel 1', 5],
    ['sku-000004', 1],
    [seedCode(7), 1],
    ['"; DROP TABLE products; --', 0],
    ['* OR title:', 0],
  ])('search for %s finds %i', async (search, most) => {
    const { total } = await index({ search, limit: 100 });
    if (most === 5) expect(total).toBeGreaterThan(0);
    else expect(total).toBe(most);
  });

  test('a product with its variants; who may not see costs gets none', async () => {
    const one = await bridge.query('products.one', { id: seedIds.product(2) });
    expect(one).toMatchObject({
      title: 'Ash serving bowl 2',
      priceListId: seedIds.list,
      currency: 'GBP',
      onHand: 17,
      sold30Days: 3,
    });
    expect(one?.variants).toMatchObject([
      { cost: 44, price: 104, onHand: 7 },
      { cost: 45, price: 105, onHand: 10 },
    ]);
    expect(one?.stockValue).toBe(44 * 7 + 45 * 10);
    expect(await bridge.query('products.one', { id: randomUUID() })).toBeNull();
    const till = await bootWindow(seedIds.cashier);
    const theirs = await till.query('products.one', { id: seedIds.product(2) });
    expect(theirs?.variants.map((variant) => variant.cost)).toEqual([null, null]);
    expect(theirs?.stockValue).toBeNull();
    expect((await till.query('products.index', { offset: 0, limit: 1, view: 'all' })).rows[0]?.margin).toBeNull();
    await expect(till.query('dashboard.sales', {})).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('an edit is seen at once, found by its new name, and marked as not sent yet', async () => {
    const patch = { title: { base: 'Brass lamp 119', value: 'Zebra rug' } };
    const before = await bridge.query('products.one', { id: seedIds.product(9) });
    await bridge.mutate('catalog.editProduct', {
      productId: seedIds.product(9),
      patch: { title: { ...patch.title, base: before?.title } },
    });
    const { rows } = await index({ search: 'zebra' });
    expect(rows).toMatchObject([{ id: seedIds.product(9), title: 'Zebra rug', unsent: true }]);
    expect((await index({ search: before?.title })).rows.map((row) => row.id)).not.toContain(seedIds.product(9));
    const { history } = (await bridge.query('products.one', { id: seedIds.product(9) })) ?? {};
    expect(history?.[0]).toMatchObject({ by: 'Priya Nair', fields: [{ field: 'Title', to: 'Zebra rug' }] });
  });
});

async function bootWindow(staffId: string) {
  const { openBridge } = await import('../testing/open-bridge.ts');
  const window = openBridge(desk.host);
  await window.call('session.signInWithPin', { staffId, pin: PIN });
  return window;
}

describe('stock', () => {
  test('levels, the ledger with its balance, days, and how it was before', async () => {
    const at = Date.now() - 3_600_000;
    const stock = await bridge.query('stock.variant', { variantId: seedIds.variant(4), asOf: at });
    expect(stock).toMatchObject({
      levels: [{ onHand: 7, available: 7 }],
      levelsAt: [{ onHand: 10 }],
      movementCount: 2,
    });
    expect(stock?.movements).toMatchObject([
      { cause: 'sale', onHand: -3, balance: 7, documentNumber: 'B1-1', actorName: 'Priya Nair' },
      { cause: 'opening', onHand: 10, balance: 10 },
    ]);
    expect(stock?.days).toHaveLength(14);
    expect(stock?.days.at(-1)?.onHand).toBe(7);
  });

  test('below zero is a view of its own', async () => {
    const ask = () => bridge.query('stock.index', { offset: 0, limit: 10, view: 'negative' });
    expect((await ask()).total).toBe(0);
    await bridge.call('basket.add', { variantId: seedIds.variant(10), quantity: 12 });
    await payCard(bridge, '1');
    expect(await ask()).toMatchObject({
      total: 1,
      rows: [{ variantId: seedIds.variant(10), onHand: -2, byLocation: [-2, null] }],
    });
    expect((await bridge.query('stock.index', { offset: 238, limit: 10, view: 'all' })).rows).toHaveLength(2);
    expect((await bridge.query('stock.views', {})).find(({ view }) => view === 'negative')?.count).toBe(1);
  });

  test('items stand by their names, however they were made', async () => {
    const { rows } = await bridge.query('stock.index', { offset: 0, limit: 240, view: 'all' });
    const titles = rows.map(({ title }) => title);
    expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })));
    expect(new Set(titles).size).toBeGreaterThan(10);
  });
});

describe('orders and sales', () => {
  test('a sale is in the list, unsent, found by number, and adds up', async () => {
    const { rows, total, sum } = await bridge.query('orders.index', { offset: 0, limit: 10, view: 'today' });
    expect(total).toBe(rows.length);
    expect(sum).toBe(rows.reduce((all, row) => all + row.total, 0));
    const found = await bridge.query('orders.index', { offset: 0, limit: 10, view: 'all', search: 'b1-1' });
    expect(found.rows).toContainEqual(
      expect.objectContaining({ id: saleId, number: 'B1-1', unsent: true, channelName: 'Bath till 1', units: 3 }),
    );
    const one = await bridge.query('orders.one', { id: saleId });
    expect(one).toMatchObject({
      receiptNumber: 'B1-1',
      due: 0,
      lines: [{ sku: 'SKU-000004', quantity: 3, total: 312 }],
      tenders: [{ kind: 'cash', given: 2_000 }],
    });
    expect((one?.subtotal ?? 0) + (one?.rounding ?? 0)).toBe(one?.paid);
  });

  test('views count what they list', async () => {
    for (const { view, count } of await bridge.query('orders.views', {})) {
      const { total } = await bridge.query('orders.index', { offset: 0, limit: 1, view: view as 'all' });
      expect(total, view).toBe(count);
    }
  });

  test('filters narrow a view, each by itself and all together', async () => {
    const ask = async (filter: object) => {
      const { rows, total } = await bridge.query('orders.index', { offset: 0, limit: 100, view: 'all', filter });
      expect(rows).toHaveLength(total);
      return rows;
    };
    const all = await ask({});
    const tills = await ask({ channel: 'till', payment: 'paid', fulfilment: 'handed-over', locationId: seedIds.bath });
    expect(tills.map(({ id }) => id)).toContain(saleId);
    expect(tills).toEqual(all.filter(({ channel }) => channel === 'till'));
    expect(await ask({ channel: 'import' })).toEqual(all.filter(({ channel }) => channel === 'import'));
    expect(await ask({ fulfilment: 'held' })).toEqual([]);
    expect((await ask({ days: 1 })).map(({ id }) => id)).toContain(saleId);
    expect(await ask({ minTotal: 1_000_000_000 })).toEqual([]);
  });

  test('a sale to take back is found by what people know of it, all of which must fit', async () => {
    const ask = async (text: string, filter: object = {}) =>
      bridge.query('till.findSales', { text, filter }).then(({ rows }) => rows);
    const ids = async (text: string, filter: object = {}) => (await ask(text, filter)).map(({ id }) => id);
    const paid = (await bridge.query('orders.one', { id: saleId }))?.total ?? 0;
    const amount = `£${Math.trunc(paid / 100)}.${String(paid % 100).padStart(2, '0')}`;
    expect((await ask('B1-1')).find(({ id }) => id === saleId)).toMatchObject({
      ...{ number: 'B1-1', total: paid, channelName: 'Bath till 1', soldBy: 'Priya Nair', back: 'none' },
      items: [{ quantity: 3 }],
      tenders: [{ kind: 'cash', brand: null, last4: null }],
    });
    expect(await ids(']C0b1-1')).toContain(saleId);
    expect(await ids('1')).toEqual([saleId]);
    for (const words of [amount, 'today', `${amount} today`, `1 ${amount} today`])
      expect(await ids(words)).toContain(saleId);
    for (const words of [`${amount} yesterday`, `2 ${amount}`, 'Rosalind today', '9999', '£0.01'])
      expect(await ids(words)).not.toContain(saleId);
    // Nothing said: the latest of this till.
    expect(await ids('')).toContain(saleId);
    expect(await ids('B1-1', { tender: 'cash', days: 1, here: true })).toContain(saleId);
    expect(await ids('B1-1', { tender: 'card' })).not.toContain(saleId);
    await bridge.call('basket.add', { variantId: seedIds.variant(4) });
    await bridge.call('basket.setCustomer', { customerId: seedId('a9', 1) });
    const { orderId } = await payCard(bridge, '1');
    expect(await ids('rosalind')).toEqual([orderId]);
    const { older, since, words } = await bridge.query('till.findSales', { text: 'moss 14 Nov', filter: {} });
    expect(words).toMatchObject({ person: 'moss', date: expect.stringMatching(/-11-14$/) });
    expect(older).toEqual([{ customerId: seedId('a9', 1) }]);
    expect(since).toMatch(/^\d{4}-\d\d-01$/);
  });

  test('home and dashboard tell the same day as the orders', async () => {
    const { sum, total } = await bridge.query('orders.index', { offset: 0, limit: 1, view: 'today' });
    const day = await bridge.query('dashboard.sales', {});
    expect(day).toMatchObject({ total: sum, orders: total, comparedTotal: 0, currency: 'GBP' });
    expect(day.hours.reduce((all, hour) => all + hour.today, 0)).toBe(sum);
    expect(day.days.at(-1)).toEqual({ date: day.date, total: sum, compared: 0 });
    expect(day.topProducts[0]).toMatchObject({ units: expect.any(Number) });
    const home = await bridge.query('home.summary', {});
    expect(home.today).toBe(sum);
    expect(home.byPlace).toContainEqual({ name: 'Bath tills', today: sum, compared: 0 });
    expect(home.hours.filter((hour) => hour.today !== null).at(-1)?.today).toBe(sum);
    const cash = (await bridge.query('orders.one', { id: saleId }))?.paid ?? 0;
    expect(home.tills[0]).toMatchObject({ sold: sum, inDrawer: 10_000 + cash });
  });
});

describe('the till and the rest', () => {
  test('favourites, search by words and by code', async () => {
    const { pages, productCount } = await bridge.query('till.pages', {});
    expect(pages).toMatchObject([{ name: 'Counter', tiles: [{ variantId: seedIds.variant(0) }, {}, {}] }]);
    expect(productCount).toBe(120);
    const found = await bridge.query('till.search', { text: 'linen tea' });
    expect(found[0]?.title).toMatch(/^Linen tea towel/);
    const [exact] = await bridge.query('till.search', { text: seedCode(11) });
    expect(exact).toMatchObject({ sku: 'SKU-000011', available: 10 });
  });

  test('the palette finds products, orders and people', async () => {
    expect((await bridge.query('palette.search', { text: 'linen' }))[0]).toMatchObject({
      kind: 'variant',
      amount: expect.any(Number),
    });
    expect(await bridge.query('palette.search', { text: 'B1-1' })).toContainEqual(
      expect.objectContaining({ kind: 'order', to: `/orders?open=${saleId}` }),
    );
    expect(await bridge.query('palette.search', { text: 'moss' })).toContainEqual(
      expect.objectContaining({ kind: 'customer', title: 'Rosalind Moss' }),
    );
    expect(await bridge.query('customers.search', { text: 'rosalind' })).toMatchObject([
      { id: seedId('a9', 1), text: 'Frome' },
    ]);
  });

  test('customers by name with what they bought, found by any word, and put away', async () => {
    const ask = (more: object = {}) =>
      bridge.query('customers.index', { offset: 0, limit: 10, view: 'active', ...more });
    const before = (await ask()).total;
    const ada = { id: seedId('a9', 90), name: 'Ada Åkesson', email: 'ada@example.org', phone: null, city: 'Åre' };
    const rest = { country: 'SE', note: '', externalRef: null, status: 'active' };
    await bridge.mutate('customers.save', { customers: [{ ...ada, ...rest }] });
    const { total, rows } = await ask();
    expect({ total, first: rows[0] }).toEqual({
      total: before + 1,
      first: { ...ada, ...{ country: 'SE', status: 'active', orders: 0, spent: 0, lastOrderAt: null, unsent: true } },
    });
    expect((await ask({ search: 'akes' })).rows.map((row) => row.name)).toEqual(['Ada Åkesson']);
    await bridge.call('basket.add', { variantId: seedIds.variant(4), quantity: 2 });
    await bridge.call('basket.setCustomer', { customerId: ada.id });
    const { orderId } = await payCash(bridge, 2_000);
    const page = await bridge.query('customers.page', { id: ada.id });
    expect(page).toMatchObject({ orders: 1, returns: 0, latest: [{ id: orderId }], favourites: [{ units: 2 }] });
    expect(page?.spent).toBe(page?.latest[0]?.total);
    await bridge.mutate('customers.save', { customers: [{ ...ada, ...rest, status: 'archived' }] });
    expect((await ask()).total).toBe(before);
    expect((await ask({ view: 'archived' })).rows.map((row) => row.name)).toEqual(['Ada Åkesson']);
    expect(await bridge.query('customers.page', { id: seedId('a9', 91) })).toBeNull();
  });

  test('orders of suppliers, the queue, what needs attention, and the text for support without names', async () => {
    expect(await bridge.query('receiving.orders', {})).toMatchObject([
      { number: 'PO-1184', ordered: 24, received: 0, lines: 1, linesComplete: 0 },
    ]);
    const queue = await bridge.query('sync.queue', {});
    expect(queue.waiting[0]).toMatchObject({ name: 'register.recordSale', title: 'Sale B1-1' });
    expect(queue.databaseBytes).toBeGreaterThan(100_000);
    expect(await bridge.query('attention.list', {})).toEqual([]);
    const { text } = await bridge.call('diagnostics.copy', {});
    expect(text).toMatch(/Products 120, variants 240/);
    expect(text).not.toMatch(/Priya|Larkhall|Rosalind/);
  });

  test.each([
    ['products.index', { offset: -1, limit: 10, view: 'all' }],
    ['products.index', { offset: 0, limit: 100_000, view: 'all' }],
    ['products.index', { offset: 0, limit: 10, view: 'all', sort: 'f.title; DELETE' }],
    ['till.search', { text: 5 }],
    ['orders.index', { offset: 0, limit: 10, view: 'all', more: true }],
  ])('%s refuses parameters it does not know', async (name, params) => {
    await expect(bridge.query(name as never, params as never)).rejects.toMatchObject({
      code: 'desk.invalid-query',
      kind: 'invalid',
    });
  });

  test('windows hear of the tables that a sale changed, gathered into one message', async () => {
    const heard: string[][] = [];
    const stop = bridge.onChanged((tables) => heard.push([...tables]));
    await bridge.call('basket.add', { variantId: seedIds.variant(20) });
    await payCash(bridge, 5_000);
    const written = ['basket', 'orders', 'stock_levels', 'receipts', 'outbox'];
    await expect.poll(() => heard.flat()).toEqual(expect.arrayContaining(written));
    stop();
    const all = new Set(heard.flat());
    expect([...all].filter((table) => /^(desk|sync|product_stale)/.test(table))).toEqual([]);
  });
});

describe('delivery', () => {
  test('what is saved at this desk is what a shopper at an address would be offered, and why the rest is not', async () => {
    const rate = (name: string, prices: object[]) => ({ id: randomUUID(), name, prices, days: { least: 1, most: 2 } });
    const price = { currency: 'GBP', amount: 395, freeFrom: 5_000 };
    await bridge.mutate('shipping.saveZone', {
      zone: {
        ...{ id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true },
        places: [{ country: 'GB', regions: [] }],
        rates: [rate('Post', [price]), rate('Van', [{ ...price, amount: 0, atLeast: 10_000 }])],
      },
    });
    const pickUp = { locationId: seedIds.bath, hint: 'Every day', readyIn: 1, active: true };
    await bridge.mutate('shipping.savePickUp', pickUp);
    const { zones, places, stores } = await bridge.query('delivery.index', {});
    expect(zones).toMatchObject([{ name: 'Home', storeId: null, active: true, revision: 1, rates: [{}, {}] }]);
    expect(places.find(({ name }) => name === 'Bath')).toMatchObject({ ...pickUp, sellsOnline: false });
    const [store] = stores;
    expect(store).toMatchObject({ main: true, currencies: ['GBP'], country: 'GB' });
    const asked = { storeId: store?.id ?? '', currency: 'GBP', goods: 6_000, day: '2026-11-26', time: '10:00' };
    const address = { country: 'GB', region: '', postcode: 'BA1' };
    const tried = await bridge.query('delivery.try', { ...asked, address });
    expect(tried).toMatchObject({ zone: 'Home', lacks: ['delivery.postcode'] });
    const said = tried.options.map(({ name, option, why }) => [name, option?.amount ?? why?.code]);
    expect(said).toEqual(
      expect.arrayContaining([
        ['Post', 0],
        ['Van', 'too-little'],
        ['Bath', 'not-open'],
      ]),
    );
    const abroad = await bridge.query('delivery.try', { ...asked, address: { ...address, country: 'FR' } });
    expect(abroad.options.map(({ option }) => option)).toEqual(abroad.options.map(() => null));
  });
});

describe('goods of which nobody has the receipt', () => {
  test('are worth the lowest of late, whatever the screen says, and are marked on receipt, page and X report', async () => {
    const variantId = seedIds.variant(30);
    await bridge.call('basket.add', { variantId });
    const sold = await payCash(bridge, 5_000);
    const changes = [{ variantId, base: 130, value: 200 }];
    await bridge.mutate('pricing.setPrice', { priceListId: null, changes });
    const place = { registerId: seedIds.till, sessionId: seedIds.drawer };
    const said = { key: 'a', variantId, quantity: 1, reason: 'faulty', condition: 'used', restock: 'none' } as const;
    const worth = await bridge.call('till.tryReturnWithoutReceipt', { ...place, lines: [said] });
    const from = { from: 'sold', number: sold.number };
    expect(worth).toMatchObject({ worth: 130, cash: 130, cashLimit: 2_000, lines: [{ unitPrice: 130, source: from }] });
    const orderId = randomUUID();
    const args = { ...place, orderId, customerId: null, payBack: { kind: 'cash' }, note: 'Ten pounds, no slip' };
    // What a screen says of the price is not asked.
    await bridge.mutate('register.recordReturnWithoutReceipt', { ...args, lines: [{ ...said, soldLineId: null }] });
    expect(await bridge.query('till.receipt', { orderId })).toMatchObject({ withoutReceipt: true, total: -130 });
    const page = await bridge.query('orders.page', { id: orderId });
    expect(page?.events.find(({ note }) => note === args.note)?.after).toMatchObject({
      withoutReceipt: [{ ...from, unitPrice: 130 }],
    });
    const { report } = (await bridge.query('till.drawer', { sessionId: seedIds.drawer }))!;
    expect(report.withoutReceipt).toEqual({ count: 1, amount: -130 });
    expect((await bridge.query('till.receipt', { orderId: sold.orderId }))?.withoutReceipt).toBeUndefined();
  });
});

describe('the page of one order', () => {
  test('where it goes and how each try to pay it stands is there without a line', async () => {
    const month = '2026-11';
    const of = { order_id: saleId, method: 'test', amount: 900, captured: 0, refunded: 0, currency: 'GBP', month };
    const goes = { recipient: 'Bo', address: '4 Mill Lane', country: 'GB', method: 'Post', kind: 'ship' } as const;
    const promise = { earliest: '2026-11-28', latest: null, email: 'bo@shopper.example', phone: null };
    // As sync lays them, below the domain.
    const file = openBeside(join(folder.dataDir, 'desk.sqlite'), { timeout: 10_000 });
    const lay = (table: string, row: object) => {
      const names = Object.keys(row);
      const values = names.map(() => '?').join(', ');
      file.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${values})`).run(...Object.values(row));
    };
    const carrier = { accountId: seedId('c1', 1), carrier: 'ups', service: '65', name: 'UPS Saver' };
    lay('order_deliveries', { order_id: saleId, ...goes, ...promise, carrier: JSON.stringify(carrier), month });
    const first = { id: seedId('b9', 1), provider: '', reference: '', state: 'declined', problem: 'No' };
    const second = { id: seedId('b9', 2), provider: 'test', reference: 'r', state: 'captured', problem: '' };
    for (const [at, attempt] of [first, second].entries())
      lay('payment_attempts', { ...of, ...attempt, takes: 'sent', in_parts: 1, started_at: at, changed_at: at });
    file.close();
    expect(await bridge.query('orders.page', { id: saleId })).toMatchObject({
      delivery: { recipient: 'Bo', country: 'GB' },
      promise: { ...promise, kind: 'ship', carrier, place: null },
      attempts: [
        { state: 'captured', provider: 'test', reference: 'r', takes: 'sent', heldUntil: null, inParts: true },
        { state: 'declined', problem: 'No' },
      ],
    });
  });

  test('what customs ask: of a variant what it says itself, the rest of its product', async () => {
    const [{ id: productId } = { id: '' }] = (await index({ search: 'SKU-000004' })).rows;
    const { variants } = await bridge.query('products.customs', { id: productId });
    const variantId = seedIds.variant(4);
    expect(variants.map((one) => [one.variantId === variantId, one.facts])).toContainEqual([true, null]);
    const facts = [
      { variantId: null, hsCode: '691110', origin: 'PT', grams: 380 },
      { variantId, hsCode: '', origin: 'CN', grams: null },
    ];
    await bridge.mutate('catalog.setCustoms', { productId, facts });
    const { from, facts: known } = await bridge.query('orders.customs', { id: saleId });
    expect([from, known]).toEqual(['GB', { [variantId]: { hsCode: '691110', origin: 'CN', grams: 380, size: null } }]);
    expect((await bridge.query('products.customs', { id: productId })).product).toMatchObject({ origin: 'PT' });
  });

  test('a return of a unit: what is left, what goes back where, and who did what', async () => {
    const sold = await bridge.query('orders.page', { id: saleId });
    expect(sold).toMatchObject({ returns: [], refundable: [{ kind: 'cash', left: sold?.paid }], customer: null });
    const line = sold?.lines[0];
    const back = randomUUID();
    await bridge.mutate('register.recordReturn', {
      ...{ orderId: back, originalOrderId: saleId, registerId: seedIds.till, sessionId: seedIds.drawer, reason: '' },
      lines: [
        {
          ...{ key: 'a', originalLineId: line?.id, quantity: 1, restock: 'damaged' },
          ...{ reason: 'faulty', condition: 'damaged' },
        },
      ],
      payBack: { kind: 'cash', reference: '' },
    });
    await bridge.mutate('orders.addNote', { orderId: saleId, note: 'Chipped at the rim' });
    const page = await bridge.query('orders.page', { id: saleId });
    expect(page?.lines[0]).toMatchObject({ quantity: 3, returned: 1 });
    expect(page?.returns).toMatchObject([{ id: back, units: -1, total: -105, due: 0 }]);
    expect(page?.refundable).toMatchObject([{ left: (page?.paid ?? 0) - 105 }]);
    expect(page?.events.map(({ kind, who, note }) => [kind, who, note ?? ''])).toEqual([
      ['note', 'Priya Nair', 'Chipped at the rim'],
      ['paid-back', '', ''],
      ['returned', 'Priya Nair', ''],
      ['paid', '', ''],
      ['placed', 'Priya Nair', ''],
    ]);
    const returned = await bridge.query('orders.page', { id: back });
    expect(returned).toMatchObject({ kind: 'return', sale: { id: saleId, number: 'B1-1' }, returns: [] });
    expect(returned?.lines[0]?.back).toEqual({ reason: 'faulty', condition: 'damaged', restock: 'damaged' });
    expect(await bridge.query('till.receipt', { orderId: back })).toMatchObject({ returnOf: 'B1-1', total: -105 });
    expect(await bridge.query('orders.page', { id: randomUUID() })).toBeNull();
  });
});

describe('the drawer', () => {
  test('a drawer as it stands, and its Z report once it is closed', async () => {
    const { register } = await bridge.query('session.state', {});
    const session = { sessionId: register?.session?.id ?? '', registerId: register?.id ?? '' };
    const before = await bridge.query('till.drawer', { sessionId: session.sessionId });
    // A gift card is nobody's sale, alone or beside what is.
    await bridge.call('basket.addGiftCard', { amount: 5_000 });
    await payCard(bridge, '1');
    await bridge.call('basket.addGiftCard', { amount: 5_000 });
    await bridge.call('basket.addCustom', { title: 'Wrapping', amount: 250 });
    await payCard(bridge, '1');
    const open = await bridge.query('till.drawer', { sessionId: session.sessionId });
    const sold = (people = open!.people) => ({
      count: people.reduce((all, { sales }) => all + sales, 0),
      amount: people.reduce((all, { amount }) => all + amount, 0),
    });
    expect(sold()).toEqual(open?.report.sales);
    expect(sold().amount - sold(before?.people).amount).toBe(250);
    await bridge.mutate('register.moveCash', { ...session, kind: 'paid-out', amount: 300, reason: 'milk' });
    const now = await bridge.query('till.drawer', { sessionId: session.sessionId });
    expect(now).toMatchObject({ next: '1', moved: [{ kind: 'paid-out', amount: -300, reason: 'milk' }] });
    expect(now?.report).toEqual({
      ...open?.report,
      to: now?.report.to,
      drawer: { ...open!.report.drawer, paidOut: 300, expected: open!.report.drawer.expected - 300 },
    });
    expect(now?.report.sales.count).toBeGreaterThan(0);
    const counted = now!.report.drawer.expected - 5;
    await bridge.mutate('register.closeSession', { ...session, counted, note: 'wrong change' });
    expect(await bridge.query('till.drawer', { sessionId: session.sessionId })).toBeNull();
    const [closed] = await bridge.query('till.closings', { registerId: session.registerId });
    expect(closed).toMatchObject({ number: '1', variance: -5, note: 'wrong change', previousHash: null });
    expect(closed?.report).toEqual({ ...now?.report, to: closed?.closedAt });
  });
});

describe('the shop on the web', () => {
  const text = { lang: 'en', slug: 'about', title: 'About us', body: 'Words', seoTitle: '', seoDescription: '' };
  const written = { id: randomUUID(), revision: 0, texts: [text], storeIds: [], publishAt: null };

  test('pages without what they say in the list, and one whole', async () => {
    await bridge.mutate('content.savePage', { page: written });
    const { pages, stores } = await bridge.query('content.pages', {});
    expect(pages).toMatchObject([
      { id: written.id, revision: 1, texts: [{ lang: 'en', slug: 'about', title: 'About us' }] },
    ]);
    expect(JSON.stringify(pages)).not.toContain('Words');
    expect(stores[0]).toMatchObject({ slug: null, theme: null, fonts: 'classic' });
    expect((await bridge.query('content.page', { id: written.id })).page).toEqual({ ...written, revision: 1 });
    expect((await bridge.query('content.page', { id: randomUUID() })).page).toBeNull();
  });

  test('menus with what entries may lead to, and the titles of products that they do', async () => {
    const [product] = (await index()).rows;
    const items = [{ kind: 'product', target: product?.id, labels: [], items: [] }];
    expect((await bridge.query('content.menus', {})).menus).toEqual([]);
    await bridge.mutate('content.saveMenu', { menu: { place: 'header', revision: 0, items } });
    const { menus, products, categories } = await bridge.query('content.menus', {});
    expect(menus).toEqual([{ place: 'header', revision: 1, items }]);
    expect(products).toEqual({ [product?.id ?? '']: product?.title });
    expect(categories.length).toBeGreaterThan(0);
  });

  test('what shelves of a first page show: a category with all below it, or what was chosen, as it is sold on the web', async () => {
    const { stores } = await bridge.query('content.looks', {});
    const storeId = stores[0]?.id ?? '';
    const shelf = { category: '', products: [], most: 4 };
    const all = await bridge.query('content.firstPage', { storeId, shelves: [shelf] });
    expect(all.shelves[0]).toHaveLength(4);
    expect(all.shelves[0]?.[0]?.price).toBeGreaterThan(0);
    expect(all.departments.length).toBeGreaterThan(0);
    expect(all.places.length).toBeGreaterThan(0);
    const [department = ''] = all.departments;
    const [last, first] = (all.shelves[0] ?? []).map(({ id }) => id);
    const asked = [
      { ...shelf, category: department },
      { ...shelf, category: 'Nowhere' },
      { ...shelf, products: [first ?? '', last ?? '', randomUUID()] },
    ];
    const { shelves } = await bridge.query('content.firstPage', { storeId, shelves: asked });
    expect(shelves[0]?.length).toBeGreaterThan(0);
    expect(shelves[1]).toEqual([]);
    expect(shelves[2]?.map(({ id }) => id)).toEqual([first, last]);
    const elsewhere = await bridge.query('content.firstPage', { storeId: randomUUID(), shelves: [shelf] });
    expect(elsewhere).toMatchObject({ shelves: [[]], places: [] });
  });

  test('themes of a shop, and none that shoppers see before one is published', async () => {
    expect(await bridge.query('content.themes', {})).toMatchObject({ stores: [{ themeId: null }], versions: [] });
  });

  test('looks, the last one first, with that of now', async () => {
    const { stores } = await bridge.query('content.looks', {});
    const look = { theme: null, fonts: 'modern', headline: 'Winter', intro: '' };
    const version = { id: randomUUID(), storeId: stores[0]?.id, name: 'Winter', look };
    await bridge.mutate('content.saveLook', { version });
    await bridge.mutate('content.publishLook', { versionId: version.id, due: null });
    const { versions, stores: now } = await bridge.query('content.looks', {});
    expect(versions.map(({ number, name }) => [number, name])).toEqual([
      [2, 'Winter'],
      [1, ''],
    ]);
    expect(versions[0]?.actorName).not.toBe('');
    expect(now[0]).toMatchObject({ fonts: 'modern', look });
  });
});
