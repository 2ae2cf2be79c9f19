import type { Bench } from '../bench.ts';
import { fastifyGet } from '../calibrate/fastify-get.ts';
import { latency, whole } from '../figures.ts';
import { type OnlineShopper, onlineShopper, openDelivery } from '../parts/buy-online.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { cpuOf } from '../parts/process-usage.ts';
import { seedShop, shopIds } from '../parts/seed-shop.ts';

const AT_ONCE = 8;
const PRODUCTS = 1_000;
/** As many as a shop has in an hour or two: a server that has just started compiles as it goes, which is cold-start's to measure. */
const WARM_UP = 300;

export const checkout: Bench = {
  name: 'checkout',
  doc: 'whole purchases: a basket of two lines, address, delivery, payment by the test provider, the order looked at',
  figures: ['checkout.cpu', 'checkout.flow'],
  calibrate: fastifyGet,
  run: async (context) => {
    const purchases = context.quick ? 80 : 400;
    const shop = await seedShop(context, {
      products: PRODUCTS,
      variantsEach: 2,
      locations: 3,
      stocked: 3,
      onHand: 10_000,
    });
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    await openDelivery(cloud.url, shop);
    const shopper = onlineShopper(cloud.url, shop);
    let next = 0;
    const one = (): Promise<number> => {
      const at = next++;
      return purchase(shopper, [shopIds.variant(at % PRODUCTS), shopIds.variant(PRODUCTS + (at % PRODUCTS))]);
    };
    context.say('  warming up');
    const warmUp = context.quick ? 40 : WARM_UP;
    for (let n = 0; n < warmUp; n += 1) await one();
    // One address may pay 600 times a minute, which all of these together are more than.
    const minute = () => (context.quick ? undefined : new Promise((over) => setTimeout(over, 60_000)));
    await minute();

    context.say(`  ${purchases} purchases, one after the other`);
    const cpuNow = () => cpuOf(cloud.pid) + cpuOf(shop.postgresPid);
    const before = cpuNow();
    for (let n = 0; n < purchases; n += 1) await one();
    // What follows a purchase is part of it: the letter, the events, the seal of the audit.
    await new Promise((done) => setTimeout(done, 3_000));
    const cpu = (cpuNow() - before) / purchases;

    await minute();
    context.say(`  ${purchases} purchases, ${AT_ONCE} at once`);
    const flows: number[] = [];
    let left = purchases;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (left-- > 0) flows.push(await one());
      }),
    );
    return [
      whole(
        'checkout.cpu',
        'ms',
        [cpu],
        '<= 15',
        `server and database, mean of ${purchases} purchases of 5 requests, one after the other, after ${warmUp}`,
      ),
      latency('checkout.flow', 'ms', flows, 'p50 <= 150', `${AT_ONCE} at once, from the first request to the order`),
    ];
  },
};

/** @returns milliseconds from the first request until the order was seen. @throws where it was not bought */
async function purchase(shopper: OnlineShopper, variantIds: readonly string[]): Promise<number> {
  const since = performance.now();
  const filled = await shopper.fill(variantIds);
  const paid = await shopper.pay(filled);
  if (paid.body.status !== 'placed') throw new Error(`not bought: HTTP ${paid.status} ${JSON.stringify(paid.body)}`);
  await shopper.look(filled);
  return performance.now() - since;
}
