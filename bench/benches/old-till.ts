import { join } from 'node:path';
import { seedCode, seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import type { Bench, Figure } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { latency, whole } from '../figures.ts';
import { startDeskProcess } from '../parts/desk-process.ts';
import { oldComputer, whyNotOld } from '../parts/old-computer.ts';
import { familyOf, nameOf, residentMb, residentTogetherMb } from '../parts/process-usage.ts';
import { randomFrom } from '../parts/random.ts';
import { scanToPaint } from '../parts/scan-to-paint.ts';
import { deskPin, seedDeskFile } from '../parts/seed-desk-file.ts';
import { NO_CLOUD, openWindow } from '../parts/window.ts';

export const oldTill: Bench = {
  name: 'old-till',
  doc: 'a till on an old computer: half a processor, a disk that takes 15 ms more to sync, a browser four times slower',
  figures: ['till.old_commit', 'till.old_paint', 'till.old_rss'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const lacks = whyNotOld();
    if (lacks) throw new Error(`old-till needs ${lacks}`);
    const variants = context.quick ? 10_000 : 100_000;
    const dataDir = join(context.folder, 'desk');
    context.say(`  seeding a desk with ${variants} variants and past orders`);
    await seedDeskFile(dataDir, variants, context.quick ? 2_000 : 20_000);
    // A file that was laid here is encrypted as a whole by its first start, which is no till's morning.
    const first = await startDeskProcess(context, dataDir, NO_CLOUD);
    await first.stop();
    const { under, fdatasync } = await oldComputer(context);
    context.say(`  one fdatasync there takes ${fdatasync.toFixed(1)} ms (p95)`);
    const desk = await startDeskProcess(context, dataDir, NO_CLOUD, 'desk-child.ts', under);
    const window = await openWindow(desk.address);
    await window.call('session.signInWithPin', { staffId: seedIds.owner, pin: deskPin });
    const random = randomFrom(7);
    const code = () => seedCode(Math.floor(random() * variants));
    context.say('  sales of five lines');
    const commits: number[] = [];
    for (let sale = 0; sale < (context.quick ? 60 : 220); sale += 1) {
      let shown = { id: '', cashTotal: 0 };
      for (let line = 0; line < 5; line += 1) shown = (await window.call('basket.scan', { code: code() })).basket;
      const since = performance.now();
      const { id: basketId, cashTotal: due } = shown;
      await window.call('basket.payCash', { basketId, due, given: due });
      if (sale >= 20) commits.push(performance.now() - since);
    }
    const goal = `<= ${Math.round(2 * fdatasync + 15)}`;
    const figures: Figure[] = [
      latency('till.old_commit', 'ms', commits, goal, `twice ${fdatasync.toFixed(1)} ms of one fdatasync, and 15`),
    ];
    context.say('  scans on the screen, in Chromium');
    let together = 0;
    let eachAlone = 0;
    const whileOpen = () => {
      const browser = familyOf(process.pid).filter((pid) => /chrom|edge/i.test(nameOf(pid)));
      const all = [desk.pid, ...browser];
      together = residentTogetherMb(all);
      eachAlone = all.reduce((sum, pid) => sum + residentMb(pid), 0);
    };
    const clear = () => window.call('basket.clear', {});
    const scans = context.quick ? 60 : 200;
    const session = window.session;
    const painted = await scanToPaint({ context, desk, session, scans, code, clear, slower: 4, whileOpen });
    if (!painted) context.say('  till.old_paint and till.old_rss are left out: no Chrome, Chromium or Edge here');
    else {
      const note = `the host on its half processor too; ${painted.lost} scans came in pieces`;
      figures.push(latency('till.old_paint', 'ms', painted.samples, '<= 100', note));
      const counted = `host and all processes of the browser, shared pages once (${Math.round(eachAlone)} MB if counted in each)`;
      figures.push(whole('till.old_rss', 'MB', [together], '<= 600', counted));
    }
    return figures;
  },
};
