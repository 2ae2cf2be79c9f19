import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { productReviews, reviewSettings, reviewSums } from './schema.ts';

const cloud = { authority: true, actor: { ...owner, system: true } } as const;
const person = { authority: true } as const;
const [bo, ana] = [testId(0x800), testId(0x801)];
const id = testId(0x900);
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  const card = { email: null, phone: null, city: null, country: null, note: '', externalRef: null, status: 'active' };
  await two.given('customers.save', { customers: [bo, ana].map((one) => ({ ...card, id: one, name: 'Bo Field' })) });
});

const mode = (to: string) => ({ storeId: shop.settings, mode: to });
const said = (more: object = {}) => ({
  review: {
    ...{
      id,
      productId: shop.mug,
      customerId: bo,
      storeId: null,
      stars: 5,
      title: 'Lovely',
      body: 'It <b>holds</b> tea.',
    },
    ...{ name: 'Bo', lang: 'en-GB', verified: true, ...more },
  },
  settingsOf: shop.settings,
});
const sums = async () =>
  (await two.rows(reviewSums)).map(({ one, two: second, three, four, five }) => [one, second, three, four, five]);

test('a store that was not asked takes none; one that shows buyers at once has the rest looked at', async () => {
  await two.refuse('reviews.write', said(), 'reviews.off', cloud);
  await two.run('reviews.saveSettings', mode('verified'));
  expect(await two.rows(reviewSettings)).toMatchObject([{ mode: 'verified', askAfterDays: null }]);
  await two.run('reviews.saveSettings', { ...mode('verified'), askAfterDays: 14 });
  // A desk of before says nothing of it.
  await two.run('reviews.saveSettings', mode('verified'));
  expect(await two.rows(reviewSettings)).toMatchObject([{ mode: 'verified', askAfterDays: 14 }]);
  await two.run('reviews.saveSettings', { ...mode('verified'), askAfterDays: null });
  expect(await two.rows(reviewSettings)).toMatchObject([{ askAfterDays: null }]);
  const { events } = await two.run('reviews.write', said(), cloud);
  expect(events.map(({ event, payload }) => [event.name, payload])).toEqual([
    ['reviews.review-changed', { productId: shop.mug }],
  ]);
  await two.run('reviews.write', said({ id: testId(0x901), customerId: ana, stars: 2, verified: false }), cloud);
  expect(await two.rows(productReviews)).toMatchObject([
    { state: 'shown', body: 'It <b>holds</b> tea.', revision: 1 },
    { state: 'waiting', stars: 2 },
  ]);
  expect(await sums()).toEqual([[0, 0, 0, 0, 1]]);
});

test('said again it stands in the place of the first, waits again, and is counted once', async () => {
  await two.given('reviews.saveSettings', mode('checked'));
  await two.run('reviews.write', said(), cloud);
  expect(await sums()).toEqual([]);
  await two.run('reviews.show', { reviewId: id, revision: 1 }, person);
  expect(await sums()).toEqual([[0, 0, 0, 0, 1]]);
  await two.run('reviews.answer', { reviewId: id, revision: 1, answer: ' Thank you. ' }, person);
  // The very same is nothing new.
  await two.run('reviews.write', said(), cloud);
  expect(await two.rows(productReviews)).toMatchObject([{ state: 'shown', answer: 'Thank you.', revision: 1 }]);
  await two.run('reviews.write', said({ stars: 3, body: 'It broke.' }), cloud);
  expect(await two.rows(productReviews)).toMatchObject([{ state: 'waiting', stars: 3, revision: 2 }]);
  expect(await sums()).toEqual([[0, 0, 0, 0, 0]]);
  // Who decides has read what is there now.
  await two.refuse('reviews.show', { reviewId: id, revision: 1 }, 'reviews.changed-meanwhile', person);
  await two.run('reviews.show', { reviewId: id, revision: 2 }, person);
  await two.run('reviews.hide', { reviewId: id, revision: 2 }, person);
  await two.run('reviews.putBack', { reviewId: id, revision: 2 }, person);
  expect(await two.rows(productReviews)).toMatchObject([{ state: 'waiting' }]);
  expect(await sums()).toEqual([[0, 0, 0, 0, 0]]);
});

test('what was hidden is not brought back by writing it again', async () => {
  await two.given('reviews.saveSettings', mode('verified'));
  await two.given('reviews.write', said(), cloud);
  await two.run('reviews.hide', { reviewId: id, revision: 1 }, person);
  await two.run('reviews.write', said({ body: 'Again!' }), cloud);
  expect(await two.rows(productReviews)).toMatchObject([{ state: 'waiting' }]);
});

test('who is forgotten takes it with them, from the sums too; so does who takes it back', async () => {
  await two.given('reviews.saveSettings', mode('verified'));
  await two.given('reviews.write', said(), cloud);
  await two.given('reviews.write', said({ id: testId(0x901), customerId: ana, stars: 1 }), cloud);
  await two.run('customers.forget', { customerId: bo }, person);
  expect(await two.rows(productReviews)).toMatchObject([{ customerId: ana }]);
  expect(await sums()).toEqual([[1, 0, 0, 0, 0]]);
  await two.run('reviews.withdraw', { reviewId: testId(0x901) }, cloud);
  expect(await two.rows(productReviews)).toEqual([]);
  expect(await sums()).toEqual([[0, 0, 0, 0, 0]]);
  await two.refuse('reviews.answer', { reviewId: id, revision: 1, answer: 'x' }, 'reviews.unknown', person);
});

test('a desk moderates without the cloud, and writes nobody’s review', async () => {
  await two.given('reviews.saveSettings', mode('checked'));
  await two.given('reviews.write', said(), cloud);
  await two.run('reviews.show', { reviewId: id, revision: 1 });
  expect(await two.rows(productReviews)).toMatchObject([{ state: 'shown' }]);
  expect(await sums()).toEqual([]);
  await two.refuse('reviews.write', said(), 'access.cloud-only');
  await two.refuse('reviews.write', said(), 'access.cloud-itself-only', person);
  await two.refuse('reviews.withdraw', { reviewId: id }, 'access.cloud-itself-only', person);
});

test.each([
  ['stars', 6],
  ['stars', 0],
  ['stars', 4.5],
  ['title', 'x'.repeat(121)],
  ['body', 'x'.repeat(10_000)],
  ['name', ' '],
  ['body', 'a\0b'],
])('is refused with %s of %j', async (name, value) => {
  await two.given('reviews.saveSettings', mode('checked'));
  await two.refuse('reviews.write', said({ [name]: value }), 'command.invalid-arguments', cloud);
  expect(await two.rows(productReviews)).toEqual([]);
});

test('what is no product of this shop is not spoken of', async () => {
  await two.given('reviews.saveSettings', mode('checked'));
  await two.refuse('reviews.write', said({ productId: testId(0x999) }), 'catalog.product-unknown', cloud);
  await two.refuse('reviews.saveSettings', { storeId: testId(0x999), mode: 'off' }, 'access.store-unknown');
});
