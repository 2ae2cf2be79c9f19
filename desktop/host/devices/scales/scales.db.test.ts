import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDesk } from '../../database/open-desk.ts';
import { payCash } from '../../testing/pay-basket.ts';
import { seedIds } from '../../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../../testing/test-desk.ts';
import { SimulatedScale } from './simulated-scale.ts';

let shop: Awaited<ReturnType<typeof seededFolder>>;
let till: TestDesk;
let scale: SimulatedScale;
const flakes = seedIds.variant(2);
const plain = seedIds.variant(1);
beforeAll(async () => {
  shop = await seededFolder();
  // What the shop sells by the kilogram, at 6.50.
  const file = openDesk(join(shop.dataDir, 'desk.sqlite'), () => {});
  await file.transaction('foreground', async (connection) => {
    connection.runNow("UPDATE variants SET unit = 'KGM', scale = 3 WHERE id = ?", [flakes]);
    connection.runNow('UPDATE prices SET amount = 650 WHERE variant_id = ?', [flakes]);
  });
  await file.close();
  till = await bootDesk(shop.dataDir);
});
beforeEach(async () => {
  scale = await new SimulatedScale().start();
  await setUp({});
});
afterEach(async () => {
  await till.bridge.call('basket.clear', {});
  await scale.stop();
});
afterAll(async () => {
  await till.host.close();
  shop.remove();
});

const setUp = (more: object) =>
  till.bridge.call('devices.saveScale', {
    registerId: seedIds.till,
    settings: {
      ...{ model: 'mt-8217', address: scale.address, unit: 'KGM', mayType: false, ofProducts: {} },
      tares: [{ name: 'Tub', weight: 18 }],
      ...more,
    },
  });
const read = (tare = 0) => till.bridge.call('scale.read', { variantId: flakes, tare });
const weigh = (more: object = {}) => till.bridge.call('basket.weigh', { variantId: flakes, tare: 0, ...more });
const refused = (asked: Promise<unknown>, code: string) => expect(asked).rejects.toMatchObject({ code });

describe('goods that are sold by weight', () => {
  test('ask for the scale however they are added, and others do not', async () => {
    await refused(till.bridge.call('basket.add', { variantId: flakes }), 'scale.weigh-it');
    await refused(till.bridge.call('basket.scan', { code: 'SKU-000002' }), 'scale.weigh-it');
    expect((await till.bridge.query('till.basket', {})).lines).toEqual([]);
    expect((await till.bridge.call('basket.add', { variantId: plain })).lines).toHaveLength(1);
  });

  test('ask for their weight where no scale stands, and it is typed', async () => {
    await till.bridge.call('devices.saveScale', { registerId: seedIds.till, settings: null });
    await refused(till.bridge.call('basket.add', { variantId: flakes }), 'scale.weigh-it');
    await refused(till.bridge.call('basket.scan', { code: 'SKU-000002' }), 'scale.weigh-it');
    expect(await read()).toMatchObject({ pan: 'none', mayType: true });
    await refused(weigh(), 'scale.no-weight');
    expect((await weigh({ typed: 425 })).lines).toMatchObject([{ quantity: 425, scale: 3, total: 276 }]);
    // A label that says how much it is, and a number that is typed with it, are taken as they are.
    expect((await till.bridge.call('basket.add', { variantId: flakes, quantity: 2_000 })).lines).toHaveLength(2);
  });

  test('take what lies on it, less the packaging, to the cent', async () => {
    scale.weight = 443;
    expect(await read(18)).toMatchObject({
      ...{ pan: 'stable', gross: 443, tare: 18, net: 425, quantity: 425, scale: 3, unitPrice: 650, price: 276 },
      ...{ mayType: false, tares: [{ name: 'Tub', weight: 18 }], keptTare: 0, currency: 'GBP' },
    });
    const basket = await weigh({ tare: 18 });
    expect(basket.lines).toMatchObject([
      { quantity: 425, scale: 3, total: 276, note: '0.425 kg × 6.50 per kg · 0.010 left' },
    ]);
    // Each weighing is a line of its own; one can be weighed again.
    scale.weight = 1_000;
    const [first] = (await weigh()).lines;
    const again = await weigh({ lineId: first?.id });
    expect(again.lines.map(({ quantity }) => quantity)).toEqual([1_000, 1_000]);
    expect((await payCash(till.bridge, 2_000)).lines).toMatchObject([{ quantity: 1_000 }, { quantity: 1_000 }]);
  });

  test('are not sold by a pan that is empty, moving, overloaded, below nothing or silent', async () => {
    await refused(weigh(), 'scale.nothing-on-it');
    scale.weight = 500;
    for (const trouble of ['moving', 'over', 'under', 'fault'] as const) {
      scale.trouble = trouble;
      expect(await read()).toMatchObject({ pan: trouble, net: 0 });
      await refused(weigh(), 'scale.no-weight');
    }
    scale.trouble = null;
    await refused(weigh({ tare: 500 }), 'scale.tare-too-much');
    await scale.stop();
    await refused(weigh(), 'scale.no-weight');
    expect((await till.bridge.query('till.basket', {})).lines).toEqual([]);
    await refused(till.bridge.call('basket.weigh', { variantId: plain, tare: 0 }), 'scale.not-weighed');
  });

  test('have no weight that is typed, unless that is allowed; without a scale it is', async () => {
    scale.weight = 500;
    await refused(weigh({ typed: 300 }), 'scale.not-typed');
    const [line] = (await weigh()).lines;
    const more = { lineId: line?.id ?? '', quantity: 900 };
    await refused(till.bridge.call('basket.setQuantity', more), 'scale.not-typed');
    expect((await till.bridge.call('basket.setQuantity', { ...more, quantity: 0 })).lines).toEqual([]);
    await setUp({ mayType: true });
    expect((await weigh({ typed: 300, tare: 20 })).lines).toMatchObject([{ quantity: 280 }]);
    await till.bridge.call('devices.saveScale', { registerId: seedIds.till, settings: null });
    expect(await read()).toMatchObject({ pan: 'none', mayType: true });
    expect((await weigh({ typed: 150 })).lines.map(({ quantity }) => quantity)).toEqual([280, 150]);
    await refused(weigh(), 'scale.no-weight');
  });

  test('remember the packaging they come in; pounds are not taken for kilograms', async () => {
    await till.bridge.call('scale.keepTare', { variantId: flakes, tare: 18 });
    expect(await read()).toMatchObject({ keptTare: 18 });
    await till.bridge.call('scale.keepTare', { variantId: flakes, tare: 0 });
    expect(await read()).toMatchObject({ keptTare: 0 });
    scale.weight = 500;
    await setUp({ unit: 'LBR' });
    expect(await read()).toMatchObject({ pan: 'other-unit' });
    await refused(weigh(), 'scale.other-unit');
  });

  test('show their customer weight, price of a unit and price, and go again with the scale', async () => {
    const shows = async () => (await till.bridge.query('till.display', {})).shows;
    scale.weight = 443;
    await read(18);
    expect(await shows()).toMatchObject({
      ...{ what: 'weighing', steady: true, net: '0.425 kg', tare: '0.018 kg', unit: 'kg', unitPrice: 650, price: 276 },
    });
    await till.bridge.call('scale.leave', {});
    expect((await shows()).what).not.toBe('weighing');
    // What was asked before they left the scale, and is answered after it.
    scale.deaf = true;
    const late = read();
    await till.bridge.call('scale.leave', {});
    await late;
    expect((await shows()).what).not.toBe('weighing');
    scale.deaf = false;
    await read();
    await weigh();
    expect(await shows()).toMatchObject({ what: 'basket', lines: [{ quantity: '0.443 kg', total: 288 }] });
  });
});
