import { join } from 'node:path';
import { VirtualPrinter } from '@tillhouse/desktop/host/devices/printers/virtual-printer.ts';
import { seedCode, seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import type { Bench } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { latency } from '../figures.ts';
import { startDeskProcess } from '../parts/desk-process.ts';
import { randomFrom } from '../parts/random.ts';
import { deskPin, seedDeskFile } from '../parts/seed-desk-file.ts';
import { NO_CLOUD, openWindow } from '../parts/window.ts';

export const tillPrint: Bench = {
  name: 'till-print',
  doc: 'from the key that pays to the receipt at the printer',
  figures: ['till.key_to_print'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const variants = context.quick ? 10_000 : 100_000;
    const dataDir = join(context.folder, 'desk');
    context.say(`  seeding a desk with ${variants} variants and past orders`);
    await seedDeskFile(dataDir, variants, context.quick ? 2_000 : 20_000);
    let printed = () => {};
    const printer = await new VirtualPrinter(() => printed()).start();
    context.onEnd(() => printer.stop());
    const desk = await startDeskProcess(context, dataDir, NO_CLOUD);
    const window = await openWindow(desk.address);
    await window.call('session.signInWithPin', { staffId: seedIds.owner, pin: deskPin });
    await window.call('devices.savePrinter', {
      registerId: seedIds.till,
      settings: { model: 'network', address: printer.address, width: 80, auto: true, drawer: true },
    });
    const random = randomFrom(11);
    const sale = async () => {
      let shown = { id: '', cashTotal: 0 };
      for (let line = 0; line < 5; line += 1)
        shown = (await window.call('basket.scan', { code: seedCode(Math.floor(random() * variants)) })).basket;
      // The drawer is the first paper, the receipt the second.
      let papers = 0;
      const receipt = new Promise<number>((done) => {
        printed = () => {
          papers += 1;
          if (papers === 2) done(performance.now());
        };
      });
      const since = performance.now();
      const { id: basketId, cashTotal: due } = shown;
      await window.call('basket.payCash', { basketId, due, given: due + 1_000 });
      return (await receipt) - since;
    };
    for (let n = 0; n < 20; n += 1) await sale();
    context.say('  sales with drawer and receipt');
    const prints: number[] = [];
    for (let n = 0; n < (context.quick ? 100 : 300); n += 1) prints.push(await sale());
    return [
      latency(
        'till.key_to_print',
        'ms',
        prints,
        '<= 80',
        'five lines, durable, drawer open, and the whole receipt heard by a printer on loopback',
      ),
    ];
  },
};
