import { bootDesk } from '@tillhouse/desktop/host/testing/test-desk.ts';
import { seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';

/**
 * A till as a process of its own, for faults that come from outside: `node sell-and-say.ts DATA SALES`. Says each basket
 * before it is paid, each receipt once it is durable, and each refusal; a refused step is done again, as a cashier does.
 */
const [dataDir = '', sales = '0'] = process.argv.slice(2);
const { bridge, host } = await bootDesk(dataDir);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (problem) {
      say({ refused: problem });
    }
  }
}

say({ ready: true });
for (let sale = 0; sale < Number(sales); sale += 1) {
  const { id: basketId, cashTotal: due } = await untilDone(() =>
    bridge.call('basket.add', { variantId: seedIds.variant(sale % 5) }),
  );
  const payment = { basketId, due, given: 100_000 };
  say({ paying: payment });
  const { number, orderId } = await untilDone(() => bridge.call('basket.payCash', payment));
  say({ receipt: number, orderId });
}
await host.close();
say({ done: true });
