import { bootHost } from '@tillhouse/desktop/host/boot.ts';
import { openBridge } from '@tillhouse/desktop/host/testing/open-bridge.ts';
import { payCash } from '@tillhouse/desktop/host/testing/pay-basket.ts';

/**
 * A till of a cloud as a process of its own, to be killed: `node sell-with-cloud.ts DATA CLOUD EMAIL PASSWORD REGISTER
 * VARIANT`. Sells without end while sync runs, and says each receipt once it is durable.
 */
const [dataDir = '', cloudUrl = '', email = '', password = '', registerId = '', variantId = ''] = process.argv.slice(2);
const host = await bootHost({ dataDir, cloudUrl, log: () => {} });
const bridge = openBridge(host);
await bridge.call('session.signInWithPassword', { email, password });
await bridge.call('session.setRegister', { registerId });
for (;;) {
  await bridge.call('basket.add', { variantId, quantity: 1 });
  const { number } = await payCash(bridge, 100_000);
  process.stdout.write(`${number}\n`);
}
