import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBridge } from '../../testing/open-bridge.ts';
import { payCash } from '../../testing/pay-basket.ts';
import { seedIds } from '../../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../../testing/test-desk.ts';

const START = Date.UTC(2026, 10, 27, 12);
let now = START;
let shop: Awaited<ReturnType<typeof seededFolder>>;
let till: TestDesk;
beforeAll(async () => {
  shop = await seededFolder();
  till = await bootDesk(shop.dataDir, seedIds.owner, () => now);
});
afterAll(async () => {
  await till.host.close();
  shop.remove();
});

/** The other side of the counter: a window of its own at which nobody signs in. */
const display = () => openBridge(till.host);
const shows = async () => (await display().query('till.display', {})).shows;
const wishes = () => till.bridge.query('till.wishes', {});
const refused = (asked: Promise<unknown>, code: string) => expect(asked).rejects.toMatchObject({ code });
const add = () => till.bridge.call('basket.add', { variantId: seedIds.variant(1) });

test('a tip that the till offers is chosen at the display, and no other', async () => {
  await add();
  await refused(display().call('display.chooseTip', { amount: 10 }), 'display.not-asked');
  const choices = [
    { percent: 5, amount: 5 },
    { percent: 10, amount: 10 },
  ];
  await till.bridge.call('display.offerTip', { choices });
  expect(await shows()).toMatchObject({ what: 'basket', tip: choices });
  await refused(display().call('display.chooseTip', { amount: 500 }), 'display.not-asked');
  await display().call('display.chooseTip', { amount: 10 });
  expect(await wishes()).toEqual({ tip: 10, mail: null });
  await till.bridge.call('display.taken', { what: 'tip' });
  expect(await wishes()).toEqual({ tip: null, mail: null });
  // Another sum is another question; no sum is none.
  await till.bridge.call('display.offerTip', { choices: choices.slice(0, 1) });
  await display().call('display.chooseTip', { amount: 0 });
  expect(await wishes()).toMatchObject({ tip: 0 });
  await till.bridge.call('display.offerTip', { choices: null });
  expect(await wishes()).toMatchObject({ tip: null });
  expect(await shows()).toMatchObject({ what: 'basket', tip: null });
});

test('an address is taken for the sale that was just paid, by whoever sells, and for none before or long after', async () => {
  await refused(display().call('display.mailReceipt', { to: 'ann@shopper.example' }), 'display.not-asked');
  const { total, cashTotal } = await till.bridge.query('till.basket', {});
  const sold = await payCash(till.bridge, 5_000);
  expect(total).toBeGreaterThan(0);
  expect(await shows()).toMatchObject({
    what: 'paid',
    number: sold.number,
    total: cashTotal,
    mailed: false,
    link: null,
  });
  await refused(display().call('display.mailReceipt', { to: 'ann' }), 'display.no-address');
  // Whoever writes slowly is still there when the thanks are over.
  now += 90_000;
  expect(await shows()).toMatchObject({ what: 'idle' });
  await display().call('display.mailReceipt', { to: 'ann@shopper.example' });
  expect(await wishes()).toEqual({ tip: null, mail: { orderId: sold.orderId, to: 'ann@shopper.example' } });
  // Two windows of the till do not send it twice.
  const taken = () => till.bridge.call('display.taken', { what: 'mail' });
  expect([await taken(), await taken()]).toEqual([true, false]);
  expect((await wishes()).mail).toBeNull();
  now += 60_000;
  await refused(display().call('display.mailReceipt', { to: 'ann@shopper.example' }), 'display.not-asked');
});

test('a code of the store leads to the receipt; what is done at the till needs somebody there', async () => {
  const { stores } = await till.bridge.query('stores.index', {});
  const { main: _main, closedAt: _closed, ...store } = stores[0] ?? ({} as (typeof stores)[number]);
  const receipt = {
    ...{
      logo: null,
      head: ['name'],
      foot: ['number', 'link'],
      cashier: true,
      eachPrice: false,
      giftWords: '',
      places: [],
    },
    link: { address: 'https://larkhall.example/r/{number}', words: 'Take it with you' },
  };
  await till.bridge.mutate('access.saveStore', { store: { ...store, receipt } });
  await add();
  const sold = await payCash(till.bridge, 5_000);
  expect(await shows()).toMatchObject({
    link: { address: `https://larkhall.example/r/${sold.number}`, words: 'Take it with you' },
  });
  await expect(display().call('display.offerTip', { choices: null })).rejects.toBeDefined();
  await expect(display().query('till.wishes', {})).rejects.toBeDefined();
});

test('pictures between sales are kept with the register, and no other text is', async () => {
  const save = (pictures: string[]) =>
    till.bridge.call('devices.saveDisplay', { registerId: seedIds.till, settings: { pictures } });
  const picture = 'data:image/jpeg;base64,/9j/4AAQ';
  await save([picture]);
  expect(await display().query('display.pictures', {})).toEqual([picture]);
  await refused(save(['data:text/html;base64,PGI+']), 'desk.invalid-call');
  await refused(save(Array(9).fill(picture)), 'desk.invalid-call');
  await till.bridge.call('devices.saveDisplay', { registerId: seedIds.till, settings: null });
  expect(await display().query('display.pictures', {})).toEqual([]);
});
