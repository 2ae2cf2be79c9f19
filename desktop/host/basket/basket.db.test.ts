import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { payCard, payCash } from '../testing/pay-basket.ts';
import { seedCode, seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;

beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
  desk = await bootDesk(folder.dataDir);
});
afterEach(async () => {
  await desk.host.close();
  folder.remove();
});

const restart = async () => {
  await desk.host.close();
  desk = await bootDesk(folder.dataDir);
};
const basket = () => desk.bridge.query('till.basket', {});

describe('the basket', () => {
  test('a scan finds by barcode, by printed EAN and by SKU, and adds to the line it has', async () => {
    const first = await desk.bridge.call('basket.scan', { code: seedCode(3) });
    expect(first).toMatchObject({
      found: true,
      basket: { lines: [{ sku: 'SKU-000003', quantity: 1, note: 'SKU-000003 · just scanned' }] },
    });
    const again = await desk.bridge.call('basket.scan', { code: `]E0${seedCode(3)}` });
    expect(again.lineId).toBe(first.lineId);
    const typed = await desk.bridge.call('basket.scan', { code: 'sku-000003' });
    expect(typed.basket.lines).toMatchObject([{ quantity: 3, total: 309 }]);
  });

  test('every form of one GTIN finds it, and a label may say how many', async () => {
    const gtin = seedCode(3).padStart(14, '0');
    for (const code of [`]e001${gtin}10LOT`, `(01)${gtin}(21)7`, `https://id.example.org/01/${gtin}?17=271231`]) {
      expect(await desk.bridge.call('basket.scan', { code })).toMatchObject({ found: true });
    }
    const { basket: three } = await desk.bridge.call('basket.scan', { code: `]C102${gtin}37012` });
    expect(three.lines).toMatchObject([{ sku: 'SKU-000003', quantity: 3 + 12 }]);
    // Five of it at once, scanned or tapped; a label that counts its own piece is one.
    const { basket: more } = await desk.bridge.call('basket.scan', { code: seedCode(3), times: 5 });
    expect(more.lines).toMatchObject([{ quantity: 20 }]);
    const tapped = await desk.bridge.call('basket.add', { variantId: seedIds.variant(3), times: 2 });
    expect(tapped.lines).toMatchObject([{ quantity: 22 }]);
    await expect(desk.bridge.call('basket.scan', { code: `]C102${gtin}37012`, times: 2 })).rejects.toMatchObject({
      code: 'basket.label-is-one',
    });
    const bad = await desk.bridge.call('basket.scan', { code: `]C102${gtin}` });
    expect(bad).toMatchObject({ found: false, problem: expect.stringContaining('(02) means nothing without (37)') });
  });

  test('a promotion counts in the basket with its name, and the sale is what was shown', async () => {
    const rule = { id: randomUUID(), name: 'Tens', action: { kind: 'percent', rate: '10/100' } };
    await desk.bridge.mutate('pricing.savePromotion', { promotion: rule, status: 'live' });
    const barcode = { id: randomUUID(), pattern: '29.....{NNNDD}', means: 'price' };
    await desk.bridge.mutate('catalog.saveBarcodeRules', { rules: [barcode] });
    const shown = await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
    expect(shown).toMatchObject({ discountTotal: 20, lines: [{ discount: 20, note: 'Tens −0.20' }] });
    const receipt = await payCard(desk.bridge, '1');
    expect(receipt).toMatchObject({ discountTotal: 20, total: shown.total });
  });

  test('an unknown code changes nothing', async () => {
    const { found, lineId, basket: shown } = await desk.bridge.call('basket.scan', { code: '4006381333931' });
    expect({ found, lineId, lines: shown.lines }).toEqual({ found: false, lineId: null, lines: [] });
  });

  test('totals are those of the rules, with tax by rate and the cash rounded to 5', async () => {
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
    const shown = await desk.bridge.call('basket.add', { variantId: seedIds.variant(6) });
    expect(shown).toMatchObject({ total: 308, cashTotal: 310, cashRounding: 2, units: 3 });
    expect(shown.taxByRate).toEqual([
      { rate: '20/100', net: 168, tax: 34 },
      { rate: '0/100', net: 106, tax: 0 },
    ]);
  });

  test('survives a restart line by line, with what was removed and what is parked', async () => {
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(0) });
    await desk.bridge.call('basket.park', { name: 'lady with the dog' });
    await desk.bridge.call('basket.addCustom', { title: 'Gift wrap', amount: 350 });
    const { lines } = await desk.bridge.call('basket.add', { variantId: seedIds.variant(2) });
    await desk.bridge.call('basket.remove', { lineId: lines[0]?.id ?? '' });
    const before = await basket();
    await restart();
    expect(await basket()).toEqual(before);
    expect(before.parked).toMatchObject([{ name: 'lady with the dog', total: 100 }]);
    const undone = await desk.bridge.call('basket.undoRemove', {});
    expect(undone.lines.map((line) => line.title)).toEqual(['Gift wrap', 'Ash serving bowl 2']);
  });

  test('taking up a parked basket parks what lies open', async () => {
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(0) });
    const { parked } = await desk.bridge.call('basket.park', { name: 'first' });
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
    const parkedId = parked[0]?.id ?? '';
    const resumed = await desk.bridge.call('basket.resume', { parkedId });
    expect(resumed.lines).toMatchObject([{ sku: 'SKU-000000' }]);
    expect(resumed.parked).toMatchObject([{ total: 101 }]);
    await expect(desk.bridge.call('basket.resume', { parkedId })).rejects.toMatchObject({ code: 'basket.parked-gone' });
  });

  test('a sale that was parked at one till of this desk is taken up at the other, which says where it lay', async () => {
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(0) });
    const { parked: own } = await desk.bridge.call('basket.park', { name: 'first' });
    expect(own[0]).not.toHaveProperty('at');
    await desk.bridge.call('session.setRegister', { registerId: seedIds.secondTill });
    const { parked } = await basket();
    expect(parked).toMatchObject([{ name: 'first', at: 'Bath till 1' }]);
    const resumed = await desk.bridge.call('basket.resume', { parkedId: parked[0]?.id ?? '' });
    expect(resumed).toMatchObject({ lines: [{ sku: 'SKU-000000' }], parked: [] });
  });

  test('two windows of one till share its basket', async () => {
    const { openBridge } = await import('../testing/open-bridge.ts');
    const other = openBridge(desk.host);
    await other.call('session.signInWithPin', { staffId: seedIds.cashier, pin: '246810' });
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(0) });
    expect(await other.query('till.basket', {})).toMatchObject({ lines: [{ sku: 'SKU-000000' }] });
  });
});

describe('paying', () => {
  test('cash: the receipt has the number, the change and the rounding, and the stock has moved', async () => {
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
    const receipt = await payCash(desk.bridge, 500);
    expect(receipt).toMatchObject({
      number: 'B1-1',
      total: 200,
      rounding: -2,
      cashier: 'Priya Nair',
      storeName: 'Larkhall',
    });
    expect(receipt.tenders).toEqual([{ kind: 'cash', amount: 200, given: 500, change: 300 }]);
    expect(await desk.bridge.query('till.receipt', { orderId: receipt.orderId })).toEqual(receipt);
    const stock = await desk.bridge.query('stock.variant', { variantId: seedIds.variant(1) });
    expect(stock).toMatchObject({ levels: [{ onHand: 8 }], movementCount: 2 });
    expect((await basket()).lines).toEqual([]);
    const { waiting } = await desk.bridge.query('sync.queue', {});
    expect(waiting).toMatchObject([{ name: 'register.recordSale' }]);
  });

  test('too little cash sells nothing and keeps the basket', async () => {
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
    await expect(payCash(desk.bridge, 99)).rejects.toMatchObject({
      code: 'basket.too-little-cash',
      kind: 'refused',
    });
    expect((await basket()).lines).toHaveLength(1);
  });

  test('part in cash and the rest by card is one sale with two payments, to the penny', async () => {
    const { id: basketId, total: due } = await desk.bridge.call('basket.add', { variantId: seedIds.variant(3) });
    const split = (cash: number) => desk.bridge.call('basket.paySplit', { basketId, due, cash, reference: '881' });
    await expect(split(due)).rejects.toMatchObject({ code: 'basket.nothing-for-card' });
    await expect(split(0)).rejects.toMatchObject({ code: 'desk.invalid-call' });
    expect((await basket()).lines).toHaveLength(1);
    const receipt = await split(50);
    expect(receipt).toMatchObject({
      ...{ total: due, rounding: 0, due: 0 },
      tenders: { length: 2 },
    });
    const paid = receipt.tenders.map(({ kind, amount, change }) => [kind, amount, change]);
    expect(Object.fromEntries(paid.map(([kind, ...rest]) => [kind, rest]))).toEqual({
      cash: [50, 0],
      card: [due - 50, 0],
    });
    expect(await split(50)).toEqual(receipt);
  });

  test('a basket is sold once: the same payment asked again is answered with its receipt', async () => {
    const { id: basketId, total: due } = await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
    const asked = { basketId, due, reference: '881' };
    const receipt = await desk.bridge.call('basket.payCard', asked);
    expect(await desk.bridge.call('basket.payCard', asked)).toEqual(receipt);
    // Also when the next customer's things lie in the basket already: they are not what is paid.
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(2) });
    expect(await desk.bridge.call('basket.payCard', asked)).toEqual(receipt);
    expect((await basket()).lines).toHaveLength(1);
    expect((await desk.bridge.query('orders.index', { offset: 0, limit: 10, view: 'all' })).total).toBe(1);
  });

  test('an empty basket is refused and names the last sale', async () => {
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
    await payCard(desk.bridge, '881');
    await expect(payCard(desk.bridge, '882')).rejects.toMatchObject({
      code: 'basket.empty',
      details: { last: 'B1-1' },
    });
  });

  test('a basket that another window or a new price changed meanwhile is not sold for another sum', async () => {
    const { openBridge } = await import('../testing/open-bridge.ts');
    const other = openBridge(desk.host);
    await other.call('session.signInWithPin', { staffId: seedIds.cashier, pin: '246810' });
    const { id: basketId, total: due } = await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
    await other.call('basket.add', { variantId: seedIds.variant(2) });
    const changed = {
      code: 'basket.changed',
      kind: 'refused',
      message: expect.stringContaining('Nothing was recorded'),
    };
    const pay = () => desk.bridge.call('basket.payCard', { basketId, due, reference: '1' });
    await expect(pay()).rejects.toMatchObject({ ...changed, details: { due: 101, total: 203 } });
    await expect(desk.bridge.call('basket.payCash', { basketId, due, given: 5_000 })).rejects.toMatchObject(changed);
    expect((await basket()).lines).toHaveLength(2);

    const changes = [{ variantId: seedIds.variant(1), base: 101, value: 95 }];
    await desk.bridge.mutate('pricing.setPrice', { priceListId: null, changes });
    const payBoth = desk.bridge.call('basket.payCard', { basketId, due: 203, reference: '1' });
    await expect(payBoth).rejects.toMatchObject({ ...changed, details: { due: 203, total: 197 } });
    expect((await payCard(desk.bridge, '1')).total).toBe(197);
  });

  test('two windows that pay one basket at the same moment sell it once and both show its receipt', async () => {
    const { openBridge } = await import('../testing/open-bridge.ts');
    const other = openBridge(desk.host);
    await other.call('session.signInWithPin', { staffId: seedIds.cashier, pin: '246810' });
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 3 });
    const [one, two] = await Promise.all([payCash(desk.bridge, 1_000), payCash(other, 2_000)]);
    expect(two).toEqual(one);
    expect(one.tenders).toMatchObject([{ given: 1_000 }]);
    const stock = await desk.bridge.query('stock.variant', { variantId: seedIds.variant(1) });
    expect(stock?.levels[0]?.onHand).toBe(7);
  });

  test('a closed drawer is refused; opened with a float it sells', async () => {
    await desk.bridge.call('session.setRegister', { registerId: seedIds.secondTill });
    await desk.bridge.call('basket.add', { variantId: seedIds.variant(1) });
    const pay = () => payCash(desk.bridge, 1_000);
    await expect(pay()).rejects.toMatchObject({ code: 'register.session-not-open' });
    const args = { sessionId: randomUUID(), registerId: seedIds.secondTill, float: 10_000 };
    await desk.bridge.mutate('register.openSession', args);
    expect((await pay()).number).toBe('B2-1');
  });
});

describe('commands', () => {
  test('asked twice under one id, a command is done once', async () => {
    const args = {
      sessionId: seedIds.drawer,
      registerId: seedIds.till,
      kind: 'paid-in',
      amount: 500,
      reason: 'change',
    };
    const id = randomUUID();
    await desk.bridge.mutate('register.moveCash', args, id);
    await desk.bridge.mutate('register.moveCash', args, id);
    const { tills } = await desk.bridge.query('home.summary', {});
    expect(tills.find((till) => till.register.id === seedIds.till)?.inDrawer).toBe(10_500);
  });

  test('are refused to who may not, in words', async () => {
    await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: '246810' });
    const edit = desk.bridge.mutate('pricing.setPrice', {
      priceListId: null,
      changes: [{ variantId: seedIds.variant(0), base: 100, value: 90 }],
    });
    await expect(edit).rejects.toMatchObject({ code: 'command.forbidden', kind: 'forbidden' });
  });
});

describe('receiving', () => {
  test('right, wrong and unknown; twenty scans are twenty movements, a scan sent twice is one', async () => {
    const scan = (code: string, scanId: string = randomUUID()) =>
      desk.bridge.call('receiving.scan', { purchaseOrderId: seedIds.order, code, scanId });
    const twice = randomUUID();
    expect(await scan(seedCode(0), twice)).toMatchObject({
      outcome: 'right',
      received: 1,
      ordered: 24,
      onHandBefore: 10,
    });
    await scan(seedCode(0), twice);
    for (let i = 1; i < 20; i++) await scan(seedCode(0));
    expect(await scan(seedCode(1))).toMatchObject({ outcome: 'wrong', sku: 'SKU-000001', mutationId: null });
    expect(await scan('nothing like this')).toMatchObject({ outcome: 'unknown', variantId: null });
    expect(await desk.bridge.query('receiving.one', { id: seedIds.order })).toMatchObject({
      lines: [{ received: 20 }],
    });
    const stock = await desk.bridge.query('stock.variant', { variantId: seedIds.variant(0) });
    expect(stock).toMatchObject({ movementCount: 21, levels: [{ onHand: 30, incoming: -20 }] });
    expect(stock?.movements[0]).toMatchObject({ balance: 30, onHand: 1 });
  });
});
