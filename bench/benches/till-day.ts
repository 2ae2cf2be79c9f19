import { join } from 'node:path';
import { seedCode, seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import type { Bench } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { whole } from '../figures.ts';
import { startDeskProcess } from '../parts/desk-process.ts';
import { residentMb } from '../parts/process-usage.ts';
import { randomFrom } from '../parts/random.ts';
import { deskPin, seedDeskFile } from '../parts/seed-desk-file.ts';
import { type BenchWindow, NO_CLOUD, openWindow } from '../parts/window.ts';

/** Memory of a program that just started says nothing about a day: what it needs at all comes with the first sales. */
const MORNING = 300;

/** Memory moves up and down with every collection: a level is the lowest of so many looks. */
const LOOKS = 40;

export const tillDay: Bench = {
  name: 'till-day',
  doc: 'a day of 3,000 sales without the cloud, with parked baskets, people that change, cash moved and reports: what memory grows by',
  figures: ['till.day_growth'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const variants = context.quick ? 10_000 : 100_000;
    const sales = context.quick ? 400 : 3_000;
    const dataDir = join(context.folder, 'desk');
    context.say(`  seeding a desk with ${variants} variants and past orders`);
    await seedDeskFile(dataDir, variants, context.quick ? 2_000 : 20_000);
    const desk = await startDeskProcess(context, dataDir, NO_CLOUD);
    const window = await openWindow(desk.address);
    await window.call('session.signInWithPin', { staffId: seedIds.owner, pin: deskPin });
    const random = randomFrom(17);
    const code = () => seedCode(Math.floor(random() * variants));
    await sell(window, code, 0, MORNING);
    const before = await level(window, code, desk.pid);
    for (let done = 0; done < sales; done += 500) {
      await sell(window, code, done, Math.min(sales, done + 500));
      context.say(`  ${Math.min(sales, done + 500)} sales: ${Math.round(residentMb(desk.pid))} MB`);
    }
    const after = await level(window, code, desk.pid);
    const note = `${sales.toLocaleString('en')} sales after the first ${MORNING}: from ${Math.round(before)} to ${Math.round(after)} MB, the host with its workers, all of it unsent`;
    return [whole('till.day_growth', 'MB', [after - before], '<= 50', note)];
  },
};

async function sell(window: BenchWindow, code: () => string, from: number, to: number): Promise<void> {
  for (let sale = from; sale < to; sale += 1) {
    if (sale % 25 === 24) await park(window, code);
    let shown = { id: '', total: 0, cashTotal: 0 };
    for (let line = 0; line < 1 + (sale % 6); line += 1)
      shown = (await window.call('basket.scan', { code: code() })).basket;
    const { id: basketId, cashTotal: due } = shown;
    if (sale % 3 === 0) await window.call('basket.payCard', { basketId, due: shown.total, reference: `T${sale}` });
    else await window.call('basket.payCash', { basketId, due, given: due });
    if (sale % 40 === 39) {
      const staffId = sale % 80 === 79 ? seedIds.owner : seedIds.cashier;
      await window.call('session.signInWithPin', { staffId, pin: deskPin });
    }
    if (sale % 80 === 79) await window.query('dashboard.sales', {});
  }
}

/** Somebody fetches what they forgot, and is served when they are back. */
async function park(window: BenchWindow, code: () => string): Promise<void> {
  await window.call('basket.scan', { code: code() });
  await window.call('basket.park', { name: 'Forgot the milk' });
  const { parked } = await window.query('till.basket', {});
  const back = await window.call('basket.resume', { parkedId: parked[0]?.id as string });
  await window.call('basket.payCash', { basketId: back.id, due: back.cashTotal, given: back.cashTotal });
}

async function level(window: BenchWindow, code: () => string, pid: number): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look += 1) {
    await window.call('basket.scan', { code: code() });
    await new Promise((next) => setTimeout(next, 100));
    lowest = Math.min(lowest, residentMb(pid));
  }
  await window.call('basket.clear', {});
  return lowest;
}
