import { withTenant } from '../../platform/db/transaction.ts';
import { reckonPairs } from '../../services/storefront/recommendations/reckon-pairs.ts';
import type { TestCloud } from '../test-cloud.ts';

type Ask = (
  method: string,
  path: string,
  body: unknown,
  more?: Record<string, string>,
  as?: string,
) => Promise<unknown>;

/** A shopper says something of a product, the shop answers and shows another with it, and what is bought together is reckoned. */
export async function sayOfGoods(
  { cloud }: TestCloud,
  ask: Ask,
  {
    tenantId,
    token,
    key,
    shopper,
    canary,
  }: Readonly<Record<'tenantId' | 'token' | 'key' | 'shopper' | 'canary', string>>,
  [productId, otherId]: readonly [string, string],
): Promise<void> {
  const command = (name: string, args: unknown) => ask('POST', `/v1/commands/${name}`, args, {}, token);
  const rows = async (path: string) =>
    ((await ask('GET', path, undefined, {}, token)) as { rows: { id: string; main?: boolean }[] }).rows;
  const store = (await rows('/v1/stores')).find(({ main }) => main);
  await command('reviews.saveSettings', { storeId: store?.id, mode: 'checked' });
  const words = { stars: 4, title: canary, text: canary, name: canary };
  await ask('POST', `/shop/v1/products/${productId}/reviews`, words, { 'x-publishable-key': key }, shopper);
  const [review] = await rows('/v1/product-reviews');
  await command('reviews.show', { reviewId: review?.id, revision: 1 });
  await command('reviews.answer', { reviewId: review?.id, revision: 1, answer: canary });
  await command('recommendations.suggest', { productId, revision: 0, pinned: [otherId], excluded: [] });
  await withTenant(cloud.commerce.pool, tenantId, (db) => reckonPairs(db, tenantId, Date.now()));
}
