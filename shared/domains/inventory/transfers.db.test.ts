import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { availableOf } from './rules.ts';
import { stockLevels, stockMovements } from './schema.ts';
import { transferLines, transfers } from './transfer-schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
const [T, MOSS, TIDE] = [testId(0x900), testId(0x901), testId(0x902)];
const transfer = { id: T, number: 'TR-1', fromId: shop.bath, toId: shop.frome, note: '', expectedOn: null };
const lines = [{ id: MOSS, variantId: shop.moss, quantity: 10 }];

beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const more = { locationId: shop.bath, variantId: shop.moss, delta: 40 };
  await two.given('inventory.adjust', { lines: [more], reason: 'found', note: '' });
});

/** Available, set aside or promised, on hand, on its way. */
async function at(locationId: string, variantId = shop.moss): Promise<number[]> {
  const found = (await two.rows(stockLevels)).find(
    (row) => row.variantId === variantId && row.locationId === locationId,
  );
  return found ? [availableOf(found), found.reserved, found.onHand, found.incoming] : [0, 0, 0, 0];
}
const status = async () => (await two.rows(transfers))[0]?.status;
const told = (received: number, rejected: number, cancelled: number, lineId = MOSS) => ({
  transferId: T,
  lines: [{ lineId, received, rejected, cancelled }],
  note: '',
});

test('ten of fifty: set aside, on their way, seven taken, two rejected, one never came', async () => {
  await two.run('inventory.saveTransfer', { transfer, lines });
  expect(await at(shop.bath)).toEqual([50, 0, 50, 0]);
  await two.run('inventory.readyTransfer', { transferId: T });
  expect(await at(shop.bath)).toEqual([40, 10, 50, 0]);
  await two.run('inventory.shipTransfer', { transferId: T, carrier: 'Van 2' });
  expect(await at(shop.bath)).toEqual([40, 0, 40, 0]);
  expect(await at(shop.frome)).toEqual([0, 0, 0, 10]);
  await two.run('inventory.receiveTransfer', { ...told(7, 2, 1), note: 'chipped' });
  expect(await at(shop.bath)).toEqual([41, 0, 41, 0]);
  expect(await at(shop.frome)).toEqual([7, 0, 7, 0]);
  expect(await two.rows(transfers)).toMatchObject([{ status: 'received', carrier: 'Van 2', shippedBy: 'Priya Nair' }]);
  const there = (await two.rows(stockMovements)).filter(({ locationId }) => locationId === shop.frome);
  const moved = there.map(({ cause, onHand, incoming, documentKind, documentNumber, note }) => ({
    ...{ cause, onHand, incoming, documentKind, documentNumber, note },
  }));
  const of = { documentKind: 'transfer', documentNumber: 'TR-1' };
  expect(moved).toEqual(
    expect.arrayContaining([
      { ...of, cause: 'transfer', onHand: 7, incoming: -7, note: '' },
      { ...of, cause: 'transfer', onHand: 2, incoming: -2, note: '' },
      { ...of, cause: 'adjusted', onHand: -2, incoming: 0, note: 'rejected: chipped' },
    ]),
  );
});

test('what comes in several deliveries is told as it comes, and no more than is on its way', async () => {
  await two.given('inventory.saveTransfer', {
    transfer,
    lines: [...lines, { id: TIDE, variantId: shop.moss, quantity: 2 }],
  });
  await two.run('inventory.shipTransfer', { transferId: T });
  await two.run('inventory.receiveTransfer', told(4, 0, 0));
  await two.refuse('inventory.receiveTransfer', told(6, 1, 0), 'inventory.transfer-too-much');
  await two.refuse('inventory.receiveTransfer', told(1, 0, 0, testId(9)), 'inventory.transfer-line-unknown');
  await two.run('inventory.receiveTransfer', told(6, 0, 0));
  expect(await status()).toBe('in-transit');
  expect(await at(shop.frome)).toEqual([10, 0, 10, 2]);
  await two.run('inventory.receiveTransfer', told(0, 0, 2, TIDE));
  expect(await status()).toBe('received');
  expect(await at(shop.bath)).toEqual([40, 0, 40, 0]);
  await two.refuse('inventory.receiveTransfer', told(1, 0, 0), 'inventory.transfer-not-so');
  await two.refuse('inventory.cancelTransfer', { transferId: T }, 'inventory.transfer-not-so');
});

test('only what is available is set aside or sent, and what was let go is available again', async () => {
  await two.given('inventory.saveTransfer', { transfer, lines: [{ ...lines[0], quantity: 51 }] });
  const short = await two.refuse('inventory.readyTransfer', { transferId: T }, 'inventory.not-enough-stock');
  expect(short).toMatchObject({ wanted: 51, available: 50 });
  await two.refuse('inventory.shipTransfer', { transferId: T }, 'inventory.not-enough-stock');
  await two.run('inventory.saveTransfer', { transfer, lines });
  await two.run('inventory.readyTransfer', { transferId: T });
  await two.refuse('inventory.saveTransfer', { transfer, lines }, 'inventory.transfer-not-so');
  await two.run('inventory.reopenTransfer', { transferId: T });
  expect([await status(), await at(shop.bath)]).toEqual(['draft', [50, 0, 50, 0]]);
  await two.given('inventory.readyTransfer', { transferId: T });
  await two.run('inventory.cancelTransfer', { transferId: T });
  expect([await status(), await at(shop.bath)]).toEqual(['cancelled', [50, 0, 50, 0]]);
  await two.refuse('inventory.shipTransfer', { transferId: T }, 'inventory.transfer-not-so');
});

test('a draft can be written anew; what goes nowhere or is nothing is refused', async () => {
  await two.given('inventory.saveTransfer', { transfer, lines });
  const other = [{ id: TIDE, variantId: shop.tide, quantity: 1 }];
  await two.run('inventory.saveTransfer', { transfer: { ...transfer, note: 'for the window' }, lines: other });
  expect((await two.rows(transferLines)).map(({ id }) => id)).toEqual([TIDE]);
  const save = (more: object, of: object[] = lines) => ({ transfer: { ...transfer, ...more }, lines: of });
  await two.refuse('inventory.saveTransfer', save({ toId: shop.bath }), 'inventory.transfer-nowhere');
  await two.refuse('inventory.saveTransfer', save({ toId: testId(0x999) }), 'inventory.location-unknown');
  await two.refuse('inventory.saveTransfer', save({ id: testId(0x905) }), 'inventory.transfer-number-taken');
  await two.refuse('inventory.saveTransfer', save({}, [...lines, ...lines]), 'command.invalid-arguments');
  await two.refuse('inventory.saveTransfer', save({}, []), 'command.invalid-arguments');
  for (const name of ['readyTransfer', 'reopenTransfer', 'cancelTransfer', 'shipTransfer'])
    await two.refuse(`inventory.${name}`, { transferId: testId(0x999) }, 'inventory.transfer-unknown');
});

test('who may not receive at a place sends nothing from it and takes nothing in', async () => {
  await two.given('inventory.saveTransfer', { transfer, lines });
  const analyst = { actor: personAs('Analyst') };
  await two.refuse('inventory.shipTransfer', { transferId: T }, 'command.forbidden', analyst);
  await two.given('inventory.shipTransfer', { transferId: T });
  await two.refuse('inventory.receiveTransfer', told(1, 0, 0), 'command.forbidden', analyst);
});
