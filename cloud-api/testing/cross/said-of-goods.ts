type Ask = (
  method: string,
  path: string,
  body: unknown,
  more?: Record<string, string>,
  as?: string,
) => Promise<unknown>;

/** A shopper says something of a product, and the shop answers and shows another with it. */
export async function sayOfGoods(
  ask: Ask,
  { token, key, shopper, canary }: Readonly<Record<'token' | 'key' | 'shopper' | 'canary', string>>,
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
}
