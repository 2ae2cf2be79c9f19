import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Bench } from '../bench.ts';
import { postgresCopy } from '../calibrate/postgres-copy.ts';
import { whole } from '../figures.ts';
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
    const database = new pg.Client(shop.databaseUrl);
    await database.connect();
    context.onEnd(() => database.end());
    const orders: number[] = [];
    const charged: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const variantId = shopIds.variant(round);
      const buy = (key: string) =>
        fetch(`${cloud.url}/shop/v1/orders`, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${shop.publishableKey}`,
            'content-type': 'application/json',
            'idempotency-key': key,
          },
          body: JSON.stringify({ lines: [{ variantId, quantity: 1 }], customerName: 'A buyer' }),
        });
      const answers = await Promise.all(
        Array.from({ length: BUYERS }, async () => {
          const key = randomUUID();
          const answer = await untilDecided(() => buy(key));
          return { status: answer.status, body: (await answer.json()) as { code?: string } };
        }),
      );
      const odd = answers.find(({ status, body }) => status !== 201 && body.code !== 'orders.not-enough-stock');
      if (odd) throw new Error(`a buyer was told something else: HTTP ${odd.status} ${JSON.stringify(odd.body)}`);
      orders.push(answers.filter(({ status }) => status === 201).length);
      const { rows } = await database.query<{ tendered: string; held: string }>(
        `SELECT (SELECT count(*) FROM tenders t JOIN order_lines l ON l.tenant_id = t.tenant_id AND l.order_id = t.order_id
                  WHERE l.variant_id = $1 AND t.amount > 0) AS tendered,
                (SELECT coalesce(sum(committed), 0) FROM stock_levels WHERE variant_id = $1) AS held`,
        [variantId],
      );
      charged.push(Math.max(0, Number(rows[0]?.tendered) - Math.min(UNITS, Number(rows[0]?.held))));
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

/** A shop's page asks again, with the same key, where the answer says that nothing was kept. */
async function untilDecided(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await ask();
    if (answer.status !== 503 || attempt >= 20) return answer;
    await answer.arrayBuffer();
    await new Promise((next) => setTimeout(next, 250));
  }
}
