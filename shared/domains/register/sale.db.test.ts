import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs, shop, smallStore } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { stockLevels, stockMovements, stockTasks } from '../inventory/schema.ts';
import { orderChanges, orderFlags, orderLines, orders, tenders } from '../orders/schema.ts';
import { drawerMovements, receiptCounters, receipts } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
});

const cash = (amount: number, given = amount) => ({
  key: 'cash',
  kind: 'cash',
  amount,
  given,
  change: given - amount,
  reference: '',
});
const sale = (orderId: string, lines: object[], tenders: object[]) => ({
  orderId,
  registerId: shop.register,
  sessionId: shop.session,
  customerId: null,
  lines,
  tenders,
});
const mugs = (quantity: number) => ({ key: 'a', variantId: shop.moss, quantity });
const level = async (variantId: string, locationId = shop.bath) =>
  (await two.rows(stockLevels)).find((row) => row.variantId === variantId && row.locationId === locationId);

describe('a sale at the desk', () => {
  test('writes order, lines, tender, receipt, drawer and stock', async () => {
    const weighed = { key: 'b', variantId: shop.flakes, quantity: 1240 };
    await two.run('register.recordSale', sale(testId(0x100), [mugs(2), weighed], [cash(3606, 4000)]));
    const [order] = await two.rows(orders);
    expect(order).toMatchObject({
      number: 'B2-1',
      total: 3606,
      paid: 3606,
      due: 0,
      taxTotal: 601,
      units: 3,
      businessHour: 11,
    });
    const lines = (await two.rows(orderLines)).sort((a, b) => a.position - b.position);
    expect(lines.map(({ title, variantTitle, net, tax, total }) => [title, variantTitle, net, tax, total])).toEqual([
      ['Stoneware mug', 'Moss', 2333, 467, 2800],
      ['Soap flakes, refill', '', 672, 134, 806],
    ]);
    expect(await two.rows(tenders)).toMatchObject([{ kind: 'cash', amount: 3606, given: 4000, change: 394 }]);
    expect(await two.rows(receipts)).toMatchObject([{ number: 'B2-1', sequence: 1, generation: 1 }]);
    expect(await two.rows(drawerMovements)).toMatchObject([{ kind: 'sale', amount: 3606 }]);
    expect(await level(shop.moss)).toMatchObject({ onHand: 8 });
    expect(await level(shop.flakes)).toMatchObject({ onHand: 3760 });
    expect((await two.rows(stockMovements)).filter(({ cause }) => cause === 'sale')).toHaveLength(2);
  });

  test('keeps who answered for the buyer’s age, and asks for it where the catalogue does', async () => {
    const patch = { minimumAge: { base: null, value: 18 } };
    await two.run('catalog.editProduct', { productId: shop.mug, patch });
    const sold = sale(testId(0x100), [mugs(1)], [cash(1400)]);
    await two.refuse('register.recordSale', sold, 'register.age-unasked');
    const age = { minimum: 18, answer: 'old-enough', how: 'birth-date', staffId: testId(0x900), at: 1_700_000_000_000 };
    await two.run('register.recordSale', { ...sold, age });
    expect(await two.rows(orderChanges)).toMatchObject([
      {
        kind: 'note',
        after: { ageCheck: { minimum: 18, answer: 'old-enough', how: 'birth-date' } },
        occurredAt: age.at,
      },
    ]);
  });

  test('takes empties back beside what is sold, of containers alone, and lets no other line count less than nothing', async () => {
    const bottles = { key: 'e', variantId: shop.wrapping, quantity: 6, empties: true };
    const deposit = { key: 'd', variantId: shop.wrapping, quantity: 1, depositOf: 'a' };
    const sold = sale(testId(0x100), [mugs(1), deposit, bottles], [{ ...cash(-350, 0), change: 350 }]);
    await two.refuse('register.recordSale', sold, 'register.no-container');
    const patch = { depositId: { base: null, value: shop.wrapping } };
    await two.run('catalog.editVariant', { variantId: shop.moss, patch });
    await two.run('register.recordSale', sold);
    expect(await two.rows(orders)).toMatchObject([{ total: -350, paid: -350, due: 0, units: 1 }]);
    const lines = (await two.rows(orderLines)).sort((x, y) => x.position - y.position);
    expect(lines.map(({ quantity, total }) => [quantity, total])).toEqual([
      [1, 1400],
      [1, 350],
      [-6, -2100],
    ]);
    expect(await two.rows(drawerMovements)).toMatchObject([{ kind: 'sale', amount: -350 }]);
    expect(await level(shop.moss)).toMatchObject({ onHand: 9 });
  });

  test('keeps what a card terminal said, also where an older till says nothing of it', async () => {
    const card = { key: 'attempt-1', terminal: 'Counter', approvalCode: '081442', brand: 'Visa', last4: '4417' };
    const byTerminal = { ...{ key: 'a', kind: 'card', amount: 1400, given: 1400, change: 0, reference: 'T4001' } };
    const told = { ...byTerminal, card: { ...card, entry: 'contactless' } };
    await two.run('register.recordSale', sale(testId(0x100), [mugs(1)], [told]));
    await two.run('register.recordSale', sale(testId(0x101), [mugs(1)], [byTerminal]));
    const kept = (await two.rows(tenders)).map((row) => row.card);
    expect(kept).toEqual(expect.arrayContaining([{ ...card, entry: 'contactless' }, null]));
    const long = { ...told, card: { ...told.card, last4: '4111111111114417' } };
    await two.refuse('register.recordSale', sale(testId(0x102), [mugs(1)], [long]), 'command.invalid-arguments');
  });

  test('numbers receipts without gaps, and a refused one takes no number', async () => {
    await two.run('register.recordSale', sale(testId(0x100), [mugs(1)], [cash(1400)]));
    await two.refuse('register.recordSale', sale(testId(0x101), [mugs(1)], [cash(1300)]), 'register.tenders-differ');
    await two.run('register.recordSale', sale(testId(0x102), [mugs(1)], [cash(1400)]));
    expect((await two.rows(receipts)).map(({ number }) => number).sort()).toEqual(['B2-1', 'B2-2']);
  });

  test('a number goes on in the next generation after a take-over', async () => {
    await two.run('register.recordSale', sale(testId(0x100), [mugs(1)], [cash(1400)]));
    await two.run('register.takeOver', { registerId: shop.register, generation: 1 });
    await two.run('register.recordSale', sale(testId(0x101), [mugs(1)], [cash(1400)]));
    expect((await two.rows(receipts)).map(({ number }) => number).sort()).toEqual(['B2-1', 'B2-2-1']);
    expect((await two.rows(receiptCounters)).map(({ generation, lastSequence }) => [generation, lastSequence])).toEqual(
      [
        [1, 1],
        [2, 1],
      ],
    );
  });

  test('what is not tracked moves no stock; a custom item needs a name', async () => {
    const wrap = { key: 'w', variantId: shop.wrapping, quantity: 1 };
    const custom = { key: 'c', variantId: null, quantity: 1, title: 'Chipped bowl', unitPrice: 500 };
    const before = await two.rows(stockMovements);
    await two.run('register.recordSale', sale(testId(0x100), [wrap, custom], [cash(850)]));
    expect(await two.rows(stockMovements)).toEqual(before);
    const unnamed = { key: 'c', variantId: null, quantity: 1, unitPrice: 500 };
    await two.refuse('register.recordSale', sale(testId(0x101), [unnamed], [cash(500)]), 'register.item-unnamed');
  });

  test('an own price or a discount needs its permission', async () => {
    const cheap = { ...mugs(1), discount: 400 };
    const actor = personAs('Till');
    await two.refuse('register.recordSale', sale(testId(0x100), [cheap], [cash(1000)]), 'access.beyond-limit', {
      actor,
    });
    const none = { ...actor, permissions: ['till.sell'], grants: [{ permission: 'till.sell' }] };
    const asked = sale(testId(0x100), [cheap], [cash(1000)]);
    await two.refuse('register.recordSale', asked, 'command.forbidden', { actor: none });
    await two.run('register.recordSale', asked);
    expect(await two.rows(orders)).toMatchObject([{ subtotal: 1400, discountTotal: 400, total: 1000 }]);
  });

  test('needs a price, a known item, and the register that the drawer belongs to', async () => {
    const refuse = (more: object, lines: object[], code: string) =>
      two.refuse('register.recordSale', { ...sale(testId(0x100), lines, [cash(1400)]), ...more }, code);
    await two.given('pricing.setPrice', {
      priceListId: null,
      changes: [{ variantId: shop.moss, base: 1400, value: null }],
    });
    await refuse({}, [mugs(1)], 'register.no-price');
    await refuse({}, [{ key: 'a', variantId: testId(0x999), quantity: 1 }], 'register.item-unknown');
    const other = { id: testId(0x61), code: 'B3', name: 'Bath till 3', locationId: shop.bath, status: 'active' };
    await two.given('register.saveRegister', { register: other });
    await refuse({ registerId: other.id }, [mugs(1)], 'register.session-of-another');
    await two.given('register.saveRegister', { register: { ...other, status: 'retired' } });
    await refuse({ registerId: other.id }, [mugs(1)], 'register.register-retired');
  });

  test('needs an open drawer of this register', async () => {
    await two.run('register.closeSession', {
      sessionId: shop.session,
      registerId: shop.register,
      counted: 10_000,
      note: '',
    });
    await two.refuse('register.recordSale', sale(testId(0x100), [mugs(1)], [cash(1400)]), 'register.session-not-open');
  });

  test('only the remainder paid in cash is rounded', async () => {
    await two.run('access.updateStoreSettings', { settings: { ...smallStore, cashRoundingIncrement: 5 } });
    const item = { key: 'c', variantId: null, quantity: 1, title: 'Sundry', unitPrice: 1572 };
    await two.run('register.recordSale', sale(testId(0x100), [item], [cash(1570)]));
    const card = { key: 'card', kind: 'card', amount: 1572, given: 0, change: 0, reference: '1' };
    await two.run('register.recordSale', sale(testId(0x101), [item], [card]));
    const part = { ...card, amount: 1000 };
    await two.run('register.recordSale', sale(testId(0x102), [item], [part, cash(570)]));
    const rows = await two.rows(orders);
    expect(rows.map(({ total, rounding }) => [total, rounding])).toEqual([
      [1570, -2],
      [1572, 0],
      [1570, -2],
    ]);
    await two.refuse('register.recordSale', sale(testId(0x103), [item], [cash(1571)]), 'register.tenders-differ');
  });
});

/** Two mugs of 14.00 that one of two people pays in cash, and the other by card. */
const shared = (rounding = 0, total = 1400) => {
  const lines = [{ key: 'a', quantity: 1, net: total - 233, tax: 233, total, discount: 0 }];
  const other = [{ key: 'a', quantity: 1, net: 1166, tax: 234, total: 1400, discount: 0 }];
  const card = { key: 'card', kind: 'card', amount: 1400, given: 1400, change: 0, reference: '1' };
  return [
    { ...cash(1400 + rounding, 2000), share: { part: 1, rounding, lines } },
    { ...card, share: { part: 2, rounding: 0, lines: other } },
  ];
};

describe('a sale that is split by item', () => {
  test('keeps which part each tender paid for, by the lines of the order', async () => {
    await two.run('register.recordSale', sale(testId(0x100), [mugs(2)], shared()));
    const [line] = await two.rows(orderLines);
    const kept = (await two.rows(tenders)).map(({ kind, share }) => [kind, share?.part, share?.lines[0]]);
    const of = (tax: number) => ({ lineId: line?.id, quantity: 1, net: 1400 - tax, tax, total: 1400, discount: 0 });
    expect(kept.sort()).toEqual([
      ['card', 2, of(234)],
      ['cash', 1, of(233)],
    ]);
  });

  test('is refused where coins do not make such a rounding', async () => {
    const wrong = sale(testId(0x100), [mugs(2)], shared(2));
    await two.refuse('register.recordSale', wrong, 'register.tenders-differ');
  });
});

type Sent = Record<string, unknown> & {
  lines: { variantId: string | null }[];
  decided: { sequence: number; number: string; total: number };
};

describe('a sale in the cloud', () => {
  /** What a till made of a sale, as its outbox sends it. */
  async function asSent(orderId: string, lines: object[], tenders: object[]): Promise<Sent> {
    const kept = await two.runOn(
      two.sqlite,
      'register.recordSale',
      sale(orderId, lines, tenders),
      {},
      testId(0xfff),
      true,
    );
    await two.clear();
    await openSmallShop(two);
    await two.given('register.openSession', { sessionId: shop.session, registerId: shop.register, float: 10_000 });
    return kept.args as Sent;
  }
  const flags = async () => (await two.rows(orderFlags)).map(({ code }) => code);

  test('parts that are not the whole of it are in no books', async () => {
    const sent = await asSent(testId(0x100), [mugs(2)], shared());
    const forged = { ...sent, tenders: shared(0, 1401) };
    const run = two.runOn(two.postgres, 'register.recordSale', forged, { authority: true }, testId(0xffe), false);
    await expect(run).rejects.toMatchObject({ code: 'register.does-not-add-up' });
    await two.runOn(two.postgres, 'register.recordSale', sent, { authority: true }, testId(0xfff), false);
  });

  test('more than there is stands, with one flag and one task', async () => {
    const sent = await asSent(testId(0x100), [mugs(11)], [cash(15_400)]);
    await two.run('register.recordSale', sent, { authority: true });
    expect(await level(shop.moss)).toMatchObject({ onHand: -1 });
    expect(await flags()).toEqual(['oversold']);
    expect(await two.rows(stockTasks)).toMatchObject([{ kind: 'oversold', status: 'open', variantId: shop.moss }]);
  });

  test('another price, another total and an unknown item are flagged, never refused', async () => {
    const sent = await asSent(testId(0x100), [mugs(1)], [cash(1400)]);
    await two.run('pricing.setPrice', {
      priceListId: null,
      changes: [{ variantId: shop.moss, base: 1400, value: 1500 }],
    });
    await two.run('register.recordSale', sent, { authority: true });
    expect(await flags()).toEqual(['price-differs']);

    const strange = structuredClone(sent);
    Object.assign(strange, { orderId: testId(0x101) });
    strange.lines[0]!.variantId = testId(0x999);
    strange.decided.sequence = 2;
    strange.decided.number = 'B2-2';
    // Adds up, by rules that are not the cloud's.
    strange.decided.total = 1401;
    Object.assign((strange.lines[0] as unknown as { snapshot: object }).snapshot, { net: 1168, total: 1401 });
    await two.run('register.recordSale', strange, { authority: true });
    expect((await flags()).sort()).toEqual(['oversold', 'price-differs', 'total-differs', 'unknown-item']);
  });

  test('a number that was used is flagged, and one id is one sale', async () => {
    const sent = await asSent(testId(0x100), [mugs(1)], [cash(1400)]);
    await two.run('register.recordSale', sent, { authority: true });
    await two.run('register.recordSale', { ...sent, orderId: testId(0x101) }, { authority: true });
    expect(await flags()).toEqual(['duplicate-receipt']);
    await two.refuse('register.recordSale', sent, 'register.order-id-used', { authority: true });
  });

  test('a sale without what its till decides is not guessed at', async () => {
    const bare = sale(testId(0x100), [mugs(1)], [cash(1400)]);
    await two.refuse('register.recordSale', bare, 'register.sale-incomplete', { authority: true });
  });

  test('a right taken away since does not undo a sale', async () => {
    const sent = await asSent(testId(0x100), [mugs(1)], [cash(1400)]);
    const actor = { ...personAs('Till'), permissions: [], grants: [] };
    const result = await two.run('register.recordSale', sent, { authority: true, actor });
    expect(result.lacks[0]?.permission).toBe('till.sell');
    expect(await two.rows(orders)).toHaveLength(1);
  });
});
