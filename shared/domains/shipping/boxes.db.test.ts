import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { boxes } from './box-schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

const [A, B] = [testId(0xb01), testId(0xb02)];
const box = (id: string, more: object = {}) => ({
  box: {
    ...{ id, name: 'Mug box', length: 140, width: 120, height: 120, wall: 3, ownGrams: 60, mostGrams: 2_000 },
    ...{ active: true, ...more },
  },
});
const listed = async () =>
  (await two.rows(boxes)).sort((a, b) => a.position - b.position).map(({ name, position }) => [position, name]);

test('a box is opened, changed where it stands, and taken out', async () => {
  await two.run('shipping.saveBox', box(A));
  await two.run('shipping.saveBox', box(B, { name: 'Bag', mostGrams: null, wall: 0 }));
  await two.run('shipping.saveBox', box(A, { name: 'Mug carton', active: false }));
  expect(await listed()).toEqual([
    [1, 'Mug carton'],
    [2, 'Bag'],
  ]);
  expect(await two.rows(boxes)).toContainEqual(expect.objectContaining({ id: A, active: false, ownGrams: 60 }));
  await two.refuse('shipping.saveBox', box(A, { mostGrams: 60 }), 'shipping.box-carries-nothing');
  await two.refuse('shipping.saveBox', box(A, { length: 0 }), 'command.invalid-arguments');
  await two.refuse('shipping.saveBox', box(A), 'command.forbidden', { actor: personAs('Till') });
  await two.run('shipping.removeBox', { boxId: A });
  await two.run('shipping.removeBox', { boxId: A });
  expect(await listed()).toEqual([[2, 'Bag']]);
});

test('they are put in order as a whole, by who saw all of them', async () => {
  await two.run('shipping.saveBox', box(A));
  await two.run('shipping.saveBox', box(B, { name: 'Bag' }));
  await two.run('shipping.arrangeBoxes', { boxIds: [B, A] });
  expect(await listed()).toEqual([
    [1, 'Bag'],
    [2, 'Mug box'],
  ]);
  for (const boxIds of [[A], [A, A], [A, B, testId(0xb03)]])
    await two.refuse('shipping.arrangeBoxes', { boxIds }, 'shipping.boxes-changed');
});
