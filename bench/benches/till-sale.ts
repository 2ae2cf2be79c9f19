import { join } from 'node:path';
import { seedCode, seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import type { Bench, Figure } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { latency } from '../figures.ts';
import { startDeskProcess } from '../parts/desk-process.ts';
import { scanToPaint } from '../parts/scan-to-paint.ts';
import { deskPin, seedDeskFile } from '../parts/seed-desk-file.ts';
import { type BenchWindow, NO_CLOUD, openWindow } from '../parts/window.ts';
import { randomFrom } from '../parts/random.ts';

export const tillSale: Bench = {
  name: 'till-sale',
  doc: 'scan, pay and print at a till with 100,000 variants',
  figures: ['till.scan_to_line', 'till.scan_to_paint', 'till.sale_commit', 'till.scan_during_report'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const variants = context.quick ? 10_000 : 100_000;
    const dataDir = join(context.folder, 'desk');
    context.say(`  seeding a desk with ${variants} variants and 20,000 past orders`);
    await seedDeskFile(dataDir, variants, context.quick ? 2_000 : 20_000);
    const desk = await startDeskProcess(context, dataDir, NO_CLOUD);
    const window = await openWindow(desk.address);
    await window.call('session.signInWithPin', { staffId: seedIds.owner, pin: deskPin });
    const code = codes(variants);
    await sell(window, code, 20);

    context.say('  sales of five lines');
    const { scans, commits } = await sell(window, code, context.quick ? 200 : 400);
    context.say('  scans while reports run');
    const during = await scansDuringReports(window, code, context.quick ? 200 : 1_000);
    context.say('  scans on the screen, in Chromium');
    const clear = () => window.call('basket.clear', {});
    const painted = await scanToPaint({ context, desk, session: window.session, scans: 200, code, clear });
    const note = `${variants.toLocaleString('en')} variants, over the loopback bridge`;
    const figures: Figure[] = [
      latency('till.scan_to_line', 'ms', scans, '<= 20', note),
      latency('till.sale_commit', 'ms', commits, '<= 50', note),
      latency(
        'till.scan_during_report',
        'ms',
        during.samples,
        '<= 50',
        `${during.reports} dashboard reports meanwhile`,
      ),
    ];
    if (painted)
      figures.push(
        latency(
          'till.scan_to_paint',
          'ms',
          painted.samples,
          '<= 50',
          `from the last key of the gun to the frame with the line; ${painted.lost} scans came in pieces`,
        ),
      );
    else context.say('  till.scan_to_paint is left out: no Chrome, Chromium or Edge here');
    return figures;
  },
};

function codes(variants: number): () => string {
  const random = randomFrom(7);
  return () => seedCode(Math.floor(random() * variants));
}

/** Sales of five different items each: every scan timed, and the payment until it is durable. */
async function sell(window: BenchWindow, code: () => string, sales: number) {
  const scans: number[] = [];
  const commits: number[] = [];
  for (let sale = 0; sale < sales; sale += 1) {
    let shown = { id: '', cashTotal: 0 };
    for (let line = 0; line < 5; line += 1) {
      const since = performance.now();
      const { found, basket } = await window.call('basket.scan', { code: code() });
      scans.push(performance.now() - since);
      if (!found) throw new Error('a seeded code was not found');
      shown = basket;
    }
    const since = performance.now();
    const { id: basketId, cashTotal: due } = shown;
    await window.call('basket.payCash', { basketId, due, given: due + 100_000 });
    commits.push(performance.now() - since);
  }
  return { scans, commits };
}

async function scansDuringReports(window: BenchWindow, code: () => string, scans: number) {
  const samples: number[] = [];
  let reports = 0;
  let done = false;
  const reporting = (async () => {
    while (!done) {
      await window.query('dashboard.sales', {});
      reports += 1;
    }
  })();
  for (let scan = 0; scan < scans; scan += 1) {
    const since = performance.now();
    await window.call('basket.scan', { code: code() });
    samples.push(performance.now() - since);
    if (scan % 20 === 19) await window.call('basket.clear', {});
  }
  done = true;
  await reporting;
  await window.call('basket.clear', {});
  return { samples, reports };
}
