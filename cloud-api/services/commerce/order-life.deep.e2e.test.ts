import { expect, test } from 'vitest';
import { livesAsTheModel, livesAtOnce, openHouse } from '../../testing/order-life.ts';
import { openStore, startTestCloud } from '../../testing/test-cloud.ts';

test('orders live as the model for a thousand lives, and at once for a hundred', async () => {
  const cloud = await startTestCloud();
  try {
    const house = await openHouse(cloud, await openStore(cloud, 'orders'));
    await livesAsTheModel(house, 1_000, 30);
    await livesAtOnce(house, 100, 15);
    expect(await house.verify()).toEqual([]);
    await house.close();
  } finally {
    await cloud.close();
  }
});
