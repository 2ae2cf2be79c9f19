import { join } from 'node:path';
import { seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import type { Bench } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { latency } from '../figures.ts';
import { startDeskProcess } from '../parts/desk-process.ts';
import { deskPin, seedDeskFile } from '../parts/seed-desk-file.ts';
import { NO_CLOUD, openWindow } from '../parts/window.ts';

export const tillSwitch: Bench = {
  name: 'till-switch',
  doc: 'from one cashier to the next, by PIN, while a customer waits',
  figures: ['till.switch'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const variants = context.quick ? 10_000 : 100_000;
    const dataDir = join(context.folder, 'desk');
    context.say(`  seeding a desk with ${variants} variants and past orders`);
    await seedDeskFile(dataDir, variants, context.quick ? 2_000 : 20_000);
    const desk = await startDeskProcess(context, dataDir, NO_CLOUD);
    const window = await openWindow(desk.address);
    const people = [seedIds.owner, seedIds.cashier];
    const switches: number[] = [];
    for (let n = 0; n < (context.quick ? 40 : 220); n += 1) {
      const since = performance.now();
      await window.call('session.signInWithPin', { staffId: people[n % 2] as string, pin: deskPin });
      await window.query('till.basket', {});
      if (n >= 10) switches.push(performance.now() - since);
    }
    return [latency('till.switch', 'ms', switches, '<= 300', 'until the basket is shown again')];
  },
};
