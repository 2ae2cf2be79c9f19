import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { productSuggestions } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
  await two.clear();
  await openSmallShop(two);
});
afterAll(() => two.close());

const chosen = (more: object = {}) => ({
  productId: shop.mug,
  revision: 0,
  pinned: [shop.soap],
  excluded: [],
  ...more,
});

test('the shop shows some with a product and leaves others out; two who change it at once are told', async () => {
  const { events } = await two.run('recommendations.suggest', chosen());
  expect(events.map(({ payload }) => payload)).toEqual([{ productId: shop.mug }]);
  await two.run('recommendations.suggest', chosen({ revision: 1, pinned: [], excluded: [shop.wrap] }));
  expect(await two.rows(productSuggestions)).toMatchObject([{ pinned: [], excluded: [shop.wrap], revision: 2 }]);
  // As it is already: nobody’s conflict.
  await two.run('recommendations.suggest', chosen({ pinned: [], excluded: [shop.wrap] }));
  await two.refuse('recommendations.suggest', chosen({ revision: 1 }), 'recommendations.changed-meanwhile');
});

test('is refused for the product itself, for both at once, for what is not there, and for too many', async () => {
  const now = { revision: 2 };
  await two.refuse(
    'recommendations.suggest',
    chosen({ ...now, pinned: [shop.mug] }),
    'recommendations.suggests-itself',
  );
  const both = { ...now, pinned: [shop.soap], excluded: [shop.soap] };
  await two.refuse('recommendations.suggest', chosen(both), 'recommendations.suggests-itself');
  await two.refuse('recommendations.suggest', chosen({ ...now, pinned: [testId(0x999)] }), 'catalog.product-unknown');
  const nine = Array.from({ length: 9 }, (_, n) => testId(0x700 + n));
  await two.refuse('recommendations.suggest', chosen({ ...now, pinned: nine }), 'command.invalid-arguments');
  const twice = { ...now, pinned: [shop.soap, shop.soap] };
  await two.refuse('recommendations.suggest', chosen(twice), 'command.invalid-arguments');
});
