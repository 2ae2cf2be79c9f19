import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk } from '../database/open-desk.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
const productId = seedIds.product(4);
const id = randomUUID();

beforeAll(async () => {
  folder = await seededFolder({ products: 20 });
  // As it came from the cloud, which alone writes them.
  const file = openDesk(join(folder.dataDir, 'desk.sqlite'), () => {});
  await file.transaction('foreground', async (connection) => {
    connection.runNow(
      `INSERT INTO product_reviews (id, product_id, customer_id, stars, title, body, name, lang, verified, state, answer,
         written_at, changed_at, revision) VALUES (?, ?, ?, 4, 'Good', 'Holds tea.', 'Bo', 'en-GB', 1, 'waiting', '', 1, 1, 3)`,
      [id, productId, randomUUID()],
    );
  });
  await file.close();
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

test('a review is looked at, shown and answered without a line; the list follows by state', async () => {
  const { bridge } = desk;
  const read = (state: 'waiting' | 'shown' | 'hidden') => bridge.query('reviews.list', { state });
  const waiting = await read('waiting');
  expect(waiting).toMatchObject({ counts: { waiting: 1, shown: 0 }, stores: [{ mode: 'off' }] });
  expect(waiting.reviews).toMatchObject([{ id, stars: 4, body: 'Holds tea.', verified: true, revision: 3, store: '' }]);
  expect(waiting.reviews[0]?.productTitle).not.toBe('');
  await bridge.mutate('reviews.saveSettings', { storeId: waiting.stores[0]?.id, mode: 'checked' });
  await bridge.mutate('reviews.show', { reviewId: id, revision: 3 });
  await bridge.mutate('reviews.answer', { reviewId: id, revision: 3, answer: 'Thank you.' });
  expect(await read('waiting')).toMatchObject({ reviews: [], stores: [{ mode: 'checked' }] });
  expect(await read('shown')).toMatchObject({ reviews: [{ id, answer: 'Thank you.' }], counts: { shown: 1 } });
  await expect(bridge.mutate('reviews.hide', { reviewId: id, revision: 2 })).rejects.toMatchObject({
    code: 'reviews.changed-meanwhile',
  });
});

test('what goes with a product is chosen at the desk, in an order, by name', async () => {
  const { bridge } = desk;
  expect(await bridge.query('products.suggestions', { id: productId })).toEqual({
    ...{ revision: 0, pinned: [], excluded: [] },
  });
  const [one, two, three] = [seedIds.product(7), seedIds.product(5), seedIds.product(6)];
  const chosen = { productId, revision: 0, pinned: [one, two], excluded: [three] };
  await bridge.mutate('recommendations.suggest', chosen);
  const now = await bridge.query('products.suggestions', { id: productId });
  expect(now).toMatchObject({ revision: 1, pinned: [{ id: one }, { id: two }], excluded: [{ id: three }] });
  expect(now.pinned[0]?.title).not.toBe(one);
});
