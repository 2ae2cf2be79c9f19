import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from '@tillhouse/cloud-api/boot.ts';
import * as z from 'zod';
import { seedDemo } from '../../cli/seed-demo.ts';
import { during, say } from '../progress.mjs';

const shop = z.object({
  tenantId: z.string(),
  publishableKey: z.string(),
  email: z.string(),
  password: z.string(),
  pin: z.string(),
});
export type Demo = z.infer<typeof shop>;

/** What is known of the demo shop of a data folder: when its sample ends, and the shop once it is whole. */
const record = z.object({ now: z.number(), shop: shop.optional() });

/**
 * The demo shop Larkhall, made on the first run. The moment at which its sample of trade ends is kept before the first
 * command runs: a start that was cut off goes on with the very same commands, also on another day.
 */
export async function ensureDemo(dataDir: string, cloud: Cloud): Promise<Demo> {
  const file = join(dataDir, 'demo.json');
  const known = existsSync(file) ? record.parse(JSON.parse(readFileSync(file, 'utf8'))) : { now: Date.now() };
  if (known.shop) return known.shop;
  writeFileSync(file, JSON.stringify({ now: known.now }), { mode: 0o600 });
  let last = 0;
  const progress = (text: string): void => {
    if (Date.now() - last > 1_500) say(`           ${text}`);
    if (Date.now() - last > 1_500) last = Date.now();
  };
  const made = await during('Making the demo shop Larkhall', () => seedDemo(cloud, { now: known.now, progress }));
  const kept = shop.parse(made);
  writeFileSync(file, JSON.stringify({ now: known.now, shop: kept }), { mode: 0o600 });
  return kept;
}
