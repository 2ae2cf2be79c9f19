import pg from 'pg';
import type { Bench } from '../bench.ts';
import { postgresCopy } from '../calibrate/postgres-copy.ts';
import { whole } from '../figures.ts';
import { onlineShopper, openDelivery } from '../parts/buy-online.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { seedShop, shopIds } from '../parts/seed-shop.ts';

const BUYERS = 50;
const UNITS = 5;

export const oversell: Bench = {
  name: 'oversell',
  doc: '50 buyers at once for 5 units: who gets an order, and who is charged for nothing',
  figures: ['oversell.orders', 'oversell.charged_without_stock'],
  calibrate: postgresCopy,
  run: async (context) => {
    const rounds = context.quick ? 3 : 10;
    const shop = await seedShop(context, {
      products: rounds,
      variantsEach: 1,
      locations: 1,
      stocked: 1,
      onHand: UNITS,
    });
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    await openDelivery(cloud.url, shop);
    const shopper = onlineShopper(cloud.url, shop);
    const database = new pg.Client(shop.databaseUrl);
    await database.connect();
    context.onEnd(() => database.end());
    const orders: number[] = [];
    const charged: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const variantId = shopIds.variant(round);
      const baskets = await Promise.all(Array.from({ length: BUYERS }, () => shopper.fill([variantId])));
      const answers = await Promise.all(baskets.map((basket) => shopper.pay(basket)));
      const odd = answers.find(({ body }) => body.status !== 'placed' && body.code !== 'checkout.not-enough-stock');
      if (odd) throw new Error(`a buyer was told something else: HTTP ${odd.status} ${JSON.stringify(odd.body)}`);
      orders.push(answers.filter(({ body }) => body.status === 'placed').length);
      // In the provider's own book, against what the shop holds for orders.
      const { rows } = await database.query<{ charged: string; held: string }>(
        `SELECT (SELECT count(*) FROM payments.test_entries e JOIN payments.attempts a
                    ON a.tenant_id = e.tenant_id AND e.payment_id = 'test_' || a.id
                  WHERE a.checkout_id = ANY ($2) AND e.kind IN ('authorised', 'captured')
                    AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.tenant_id = a.tenant_id AND o.id = a.order_id::uuid)) AS charged,
                (SELECT coalesce(sum(committed), 0) FROM stock_levels WHERE variant_id = $1) AS held`,
        [variantId, baskets.map(({ id }) => id)],
      );
      if (Number(rows[0]?.held) > UNITS) throw new Error(`${rows[0]?.held} units are promised of ${UNITS}`);
      charged.push(Number(rows[0]?.charged));
    }
    const note = `${BUYERS} buyers, ${UNITS} units, ${rounds} rounds`;
    // The worst round counts, not the middle one.
    const worst = orders.find((count) => count !== UNITS) ?? UNITS;
    return [
      { ...whole('oversell.orders', 'orders', orders, `= ${UNITS}`, note), value: worst },
      { ...whole('oversell.charged_without_stock', 'orders', charged, '= 0', note), value: Math.max(...charged) },
    ];
  },
};
