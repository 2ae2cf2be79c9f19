/** A host that sells for ever and says each sale only after it is durable; killed in the middle by a test. */
import { payCash } from './pay-basket.ts';
import { bootDesk } from './test-desk.ts';
import { seedIds } from './seed-ids.ts';

const { bridge } = await bootDesk(process.argv[2] ?? '');
for (let n = 0; ; n++) {
  await bridge.call('basket.add', { variantId: seedIds.variant(n % 5) });
  await bridge.call('basket.add', { variantId: seedIds.variant((n + 1) % 5) });
  const { number } = await payCash(bridge, 100_000);
  process.stdout.write(`${number}\n`);
}
