import { once } from 'node:events';
import { openBeside } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import pg from 'pg';
import type { Bench } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import type { DeskProcess } from '../parts/desk-process.ts';
import { enrolDesk, untilSynced } from '../parts/enrolled-desk.ts';
import { holdPushes } from '../parts/hold-pushes.ts';
import { randomFrom } from '../parts/random.ts';
import { seedShop, shopIds } from '../parts/seed-shop.ts';
import type { BenchWindow } from '../parts/window.ts';

const VARIANTS = 1_000;
const ON_HAND = 1_000_000;
/** Price of a variant as the bench's shop has it */
const priceOf = (variant: number) => 100 + (variant % 9_900);

export const rebase: Bench = {
  name: 'rebase',
  doc: 'A desk with much that waits takes in a thousand stock rows of others, with its own laid over them, while its till goes on',
  figures: ['sync.rebase', 'sync.rebase_block'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const sales = context.quick ? 100 : 1_000;
    const intents = context.quick ? 10 : 100;
    const rounds = context.quick ? 2 : 7;
    const size = { products: VARIANTS / 2, variantsEach: 2, locations: 1, stocked: 1, onHand: ON_HAND };
    const shop = await seedShop(context, size);
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    const line = await holdPushes(context, cloud.url);
    const { desk, window, file } = await enrolDesk(context, line.url, 'desk', undefined, 'waiting-till-child.ts');
    await untilSynced(window, 120, context.say);

    context.say(`  ${sales} sales of five lines and ${intents} intents that stay queued`);
    const units = (await sell(window, sales)) - (await adjust(window, intents));
    const client = new pg.Client(shop.databaseUrl);
    await client.connect();
    context.onEnd(() => client.end());
    const db = openBeside(file, { readonly: true });
    const shown = db.prepare('SELECT sum(on_hand) AS n FROM stock_levels');
    const waiting = db.prepare("SELECT count(*) AS n FROM sync_outbox WHERE state = 'queued'");
    const expect = (n: number) => VARIANTS * (ON_HAND + n) - units;
    if ((shown.get() as { n: number }).n !== expect(0)) throw new Error('the desk does not show what it did itself');

    const times: number[] = [];
    const waits: number[] = [];
    const own: number[] = [];
    const alone: number[] = [];
    const idle: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      idle.push(...(await waitsDuring(desk, () => new Promise((done) => setTimeout(done, 500)))).waits);
      const meanwhile = await waitsDuring(desk, async () => {
        await client.query('UPDATE stock_levels SET on_hand = on_hand + 1');
        const since = performance.now();
        await until(() => (shown.get() as { n: number }).n === expect(round));
        times.push(performance.now() - since);
      });
      waits.push(...meanwhile.waits);
      own.push(...meanwhile.own);
      alone.push(...meanwhile.waits.map((wait, at) => wait - (meanwhile.others[at] ?? 0)));
    }
    const { n } = waiting.get() as { n: number };
    db.close();
    if (n < sales + intents) throw new Error(`only ${n} mutations are still queued`);
    window.close();
    await desk.stop();
    return [
      whole(
        'sync.rebase',
        'ms',
        times,
        '<= 1000',
        `${VARIANTS} rows from their COMMIT in Postgres until the desk shows them all, beneath ${sales} sales and ${intents} intents`,
      ),
      whole(
        'sync.rebase_block',
        'ms',
        [Math.max(...alone)],
        '<= 20',
        `the longest of ${waits.length} waits for the writer, thread and lock together, meanwhile, less what the cloud on the same machine kept the processor (${Math.max(...waits).toFixed(1)} ms with it), at most ${Math.max(...own).toFixed(1)} ms of the desk's own work in any; ${Math.max(...idle).toFixed(1)} ms of ${idle.length} while nothing came`,
      ),
    ];
  },
};

/** @returns units sold */
async function sell(window: BenchWindow, sales: number): Promise<number> {
  const session = { sessionId: crypto.randomUUID(), registerId: shopIds.register };
  await window.mutate('register.openSession', { ...session, float: 10_000 });
  const random = randomFrom(3);
  for (let sale = 0; sale < sales; sale += 1) {
    const variants = Array.from({ length: 5 }, () => Math.floor(random() * VARIANTS));
    const lines = variants.map((n, at) => ({ key: String(at), variantId: shopIds.variant(n), quantity: 1 }));
    const amount = variants.reduce((total, n) => total + priceOf(n), 0);
    const cash = { key: 'c', kind: 'cash', amount, given: amount, change: 0, reference: '' };
    const orderId = crypto.randomUUID();
    await window.mutate('register.recordSale', { ...session, orderId, customerId: null, lines, tenders: [cash] });
  }
  return sales * 5;
}

/** @returns units added */
async function adjust(window: BenchWindow, intents: number): Promise<number> {
  for (let at = 0; at < intents; at += 1) {
    const variantId = shopIds.variant((at * 7) % VARIANTS);
    const lines = [{ locationId: shopIds.location(0), variantId, delta: 3 }];
    await window.mutate('inventory.adjust', { lines, reason: 'found', note: '' });
  }
  return intents * 3;
}

interface Waits {
  readonly waits: number[];
  /** Of each, the processor time that the desk's thread had in it */
  readonly own: number[];
  /** Of each, how long that thread could have run and others had the processor */
  readonly others: number[];
}

async function waitsDuring(desk: DeskProcess, work: () => Promise<unknown>): Promise<Waits> {
  desk.child.send('watch');
  await work();
  desk.child.send('tell');
  const [waited] = (await once(desk.child, 'message')) as [Waits];
  return waited;
}

function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 60_000;
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (!holds() && performance.now() < end) return;
      clearInterval(timer);
      if (holds()) resolve();
      else reject(new Error('the rows did not arrive within a minute'));
    }, 5);
  });
}
