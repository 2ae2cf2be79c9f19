import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { locations, purchaseOrderLines, purchaseOrders, stockLevels, stockMovements, stockTasks } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});
const level = async (variantId = shop.moss, locationId = shop.bath) =>
  (await two.rows(stockLevels)).find((row) => row.variantId === variantId && row.locationId === locationId);
const adjust = (delta: number, variantId = shop.moss, locationId = shop.bath) => ({
  lines: [{ locationId, variantId, delta }],
  reason: 'broken',
  note: '',
});

describe('adjust and count', () => {
  test('an adjustment is a delta with a movement', async () => {
    await two.run('inventory.adjust', adjust(-3));
    expect(await level()).toMatchObject({ onHand: 7 });
    expect((await two.rows(stockMovements)).filter(({ cause }) => cause === 'adjusted')).toMatchObject([
      { onHand: -3, note: 'broken' },
    ]);
    await two.run('inventory.adjust', adjust(4, shop.tide, shop.frome));
    expect(await level(shop.tide, shop.frome)).toMatchObject({ onHand: 4 });
  });

  test('is refused below zero, for what does not exist, and for nothing', async () => {
    const details = await two.refuse('inventory.adjust', adjust(-11), 'inventory.below-zero');
    expect(details).toMatchObject({ onHand: 10, delta: -11 });
    await two.refuse('inventory.adjust', adjust(-1, shop.moss, shop.frome), 'inventory.below-zero');
    await two.refuse('inventory.adjust', adjust(1, testId(0x999)), 'inventory.variant-unknown');
    await two.refuse('inventory.adjust', adjust(1, shop.moss, testId(0x999)), 'inventory.location-unknown');
    await two.refuse('inventory.adjust', adjust(0), 'command.invalid-arguments');
  });

  test('a count applies the difference it saw, so that a sale made meanwhile stays', async () => {
    await two.run('inventory.adjust', adjust(-2));
    const lines = [{ variantId: shop.moss, counted: 9, sawOnHand: 10 }];
    await two.run('inventory.count', { locationId: shop.bath, lines, note: '' });
    expect(await level()).toMatchObject({ onHand: 7 });
    const half = [{ variantId: shop.moss, counted: 0.5, sawOnHand: 10 }];
    await two.refuse('inventory.count', { locationId: shop.bath, lines: half, note: '' }, 'command.invalid-arguments');
    const last = (await two.rows(stockMovements)).find(({ cause }) => cause === 'counted');
    expect(last).toMatchObject({ onHand: -1, note: '9 found, 10 expected' });
  });

  test('safety is kept back, unless somebody else set it', async () => {
    const safety = (base: number, value: number) => ({
      locationId: shop.bath,
      variantId: shop.moss,
      base,
      safety: value,
    });
    await two.run('inventory.setSafety', safety(0, 4));
    expect(await level()).toMatchObject({ onHand: 10, safety: 4 });
    await two.refuse('inventory.setSafety', safety(0, 6), 'inventory.safety-changed');
  });

  test('a location with stock cannot be closed', async () => {
    const bath = {
      id: shop.bath,
      name: 'Bath',
      street: 'Walcot St',
      kind: 'shop',
      sellsOnline: 'yes',
      status: 'active',
    };
    await two.run('inventory.saveLocation', { location: bath });
    expect((await two.rows(locations)).find(({ id }) => id === shop.bath)?.street).toBe('Walcot St');
    await two.refuse(
      'inventory.saveLocation',
      { location: { ...bath, status: 'closed' } },
      'inventory.location-holds-stock',
    );
    await two.refuse(
      'inventory.saveLocation',
      { location: { ...bath, name: 'Frome' } },
      'inventory.location-name-taken',
    );
  });
});

describe('receiving', () => {
  const PO = testId(0x800);
  const LINE = testId(0x801);
  const order = (lines: object[] = [{ id: LINE, variantId: shop.moss, ordered: 3 }], more: object = {}) => ({
    order: {
      id: PO,
      number: 'PO-1184',
      supplier: 'Harrow Kiln Pottery',
      locationId: shop.bath,
      bay: 'B2',
      expectedOn: null,
      ...more,
    },
    lines,
  });
  const scan = (n: number, more: object = {}) => ({
    scanId: testId(0x900 + n),
    receivingId: testId(0x8ff),
    locationId: shop.bath,
    variantId: shop.moss,
    quantity: 1,
    against: { purchaseOrderId: PO, lineId: LINE, number: 'PO-1184' },
    ...more,
  });

  test('twenty scans are twenty movements, once; more than ordered becomes a task', async () => {
    await two.run('inventory.savePurchaseOrder', order([{ id: LINE, variantId: shop.moss, ordered: 19 }]));
    expect(await level()).toMatchObject({ onHand: 10, incoming: 19 });
    for (let n = 0; n < 20; n++) await two.given('inventory.receive', scan(n), { authority: true });
    await two.given('inventory.receive', scan(3), { authority: true });
    expect((await two.rows(stockMovements)).filter(({ cause }) => cause === 'received')).toHaveLength(20);
    expect(await level()).toMatchObject({ onHand: 30, incoming: -1 });
    expect(await two.rows(purchaseOrderLines)).toMatchObject([{ ordered: 19, received: 20 }]);
    expect(await two.rows(stockTasks)).toMatchObject([
      { kind: 'over-received', details: { ordered: 19, received: 20 } },
    ]);
    const task = { taskId: (await two.rows(stockTasks))[0]!.id, note: 'One box more, the supplier knows' };
    await two.run('inventory.finishStockTask', task);
    expect(await two.rows(stockTasks)).toMatchObject([
      { status: 'done', doneBy: 'Priya Nair', note: 'One box more, the supplier knows' },
    ]);
    await two.refuse('inventory.finishStockTask', { taskId: PO }, 'inventory.task-unknown');
  });

  test('a scan is one movement under its own id, blind too', async () => {
    await two.run('inventory.receive', scan(1, { against: null, quantity: 5 }));
    expect((await two.rows(stockMovements)).find(({ id }) => id === testId(0x901))).toMatchObject({
      onHand: 5,
      documentKind: 'receiving',
    });
    expect(await level()).toMatchObject({ onHand: 15, incoming: 0 });
  });

  test('undo is a movement of its own, once', async () => {
    await two.run('inventory.savePurchaseOrder', order());
    await two.run('inventory.receive', scan(1));
    await two.run('inventory.undoReceive', { scanId: testId(0x901) });
    expect(await level()).toMatchObject({ onHand: 10, incoming: 3 });
    expect(await two.rows(purchaseOrderLines)).toMatchObject([{ received: 0 }]);
    expect((await two.rows(stockMovements)).filter(({ cause }) => cause === 'received')).toHaveLength(2);
    await two.refuse('inventory.undoReceive', { scanId: testId(0x901) }, 'inventory.scan-undone');
    await two.refuse('inventory.undoReceive', { scanId: testId(0x902) }, 'data.not-here');
  });

  test('an order is rewritten while it is open, and closed with what is missing', async () => {
    await two.run('inventory.savePurchaseOrder', order());
    await two.run('inventory.receive', scan(1));
    const lines = [
      { id: LINE, variantId: shop.moss, ordered: 5 },
      { id: testId(0x802), variantId: shop.tide, ordered: 2 },
    ];
    await two.run('inventory.savePurchaseOrder', order(lines));
    expect(await level()).toMatchObject({ incoming: 4 });
    expect(await level(shop.tide)).toMatchObject({ incoming: 2 });
    await two.refuse('inventory.savePurchaseOrder', order([lines[1]!]), 'inventory.purchase-order-line-received');
    await two.refuse(
      'inventory.savePurchaseOrder',
      order(lines, { locationId: shop.frome }),
      'inventory.purchase-order-moved',
    );
    await two.refuse(
      'inventory.savePurchaseOrder',
      order(lines, { id: testId(0x803) }),
      'inventory.purchase-order-number-taken',
    );
    await two.run('inventory.closePurchaseOrder', { purchaseOrderId: PO, status: 'received' });
    expect(await level()).toMatchObject({ onHand: 11, incoming: 0 });
    expect(await two.rows(purchaseOrders)).toMatchObject([{ status: 'received' }]);
    await two.refuse('inventory.receive', scan(2), 'inventory.purchase-order-closed');
    await two.refuse('inventory.savePurchaseOrder', order(lines), 'inventory.purchase-order-closed');
    await two.refuse(
      'inventory.closePurchaseOrder',
      { purchaseOrderId: PO, status: 'cancelled' },
      'inventory.purchase-order-closed',
    );
    await two.refuse(
      'inventory.closePurchaseOrder',
      { purchaseOrderId: testId(1), status: 'received' },
      'data.not-here',
    );
  });
});
