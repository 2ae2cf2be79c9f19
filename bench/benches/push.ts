import { MAX_BATCH, type PushedMutation } from '@tillhouse/sync/protocol/push.ts';
import pg from 'pg';
import { openBeside, openSealedReader } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import type { Bench } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { enrolDesk, untilSynced } from '../parts/enrolled-desk.ts';
import { deviceToken } from '../parts/device-token.ts';
import { cpuOf } from '../parts/process-usage.ts';
import { randomFrom } from '../parts/random.ts';
import { seedShop, shopIds } from '../parts/seed-shop.ts';

export const push: Bench = {
  name: 'push',
  doc: '2,000 sales made without the cloud, sent when it is back; and all of them sent once more',
  figures: ['sync.push_2000', 'sync.replay_ratio'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const sales = context.quick ? 200 : 2_000;
    const shop = await seedShop(context, {
      products: 500,
      variantsEach: 2,
      locations: 1,
      stocked: 1,
      onHand: 1_000_000,
    });
    const first = await startCloudProcess(context, shop.databaseUrl);
    const { desk, window, file } = await enrolDesk(context, first.url);
    await untilSynced(window, 120, context.say);
    const port = new URL(first.url).port;
    await first.stop();

    context.say(`  ${sales} sales of five lines without the cloud`);
    await window.mutate('register.openSession', {
      sessionId: crypto.randomUUID(),
      registerId: shopIds.register,
      float: 10_000,
    });
    const random = randomFrom(3);
    for (let sale = 0; sale < sales; sale += 1) {
      let basket = { id: '', cashTotal: 0 };
      for (let line = 0; line < 5; line += 1) {
        basket = await window.call('basket.add', { variantId: shopIds.variant(Math.floor(random() * 1_000)) });
      }
      const { id: basketId, cashTotal: due } = basket;
      await window.call('basket.payCash', { basketId, due, given: due + 100_000 });
    }
    context.say('  the cloud is back');
    const since = performance.now();
    const second = await startCloudProcess(context, shop.databaseUrl, { port: Number(port) });
    const startMs = performance.now() - since;
    await window.call('sync.now', {});
    const begun = performance.now();
    const parts = { desk: desk.pid, cloud: second.pid, database: shop.postgresPid };
    const cpu = () => Object.entries(parts).map(([name, pid]) => ({ name, ms: cpuOf(pid) }));
    const before = cpu();
    await untilAnswered(file, 300);
    const seconds = (performance.now() - begun) / 1000;
    const used = cpu().map(({ name, ms }, at) => `${name} ${((ms - (before[at]?.ms ?? 0)) / 1000).toFixed(1)}`);
    await checkArrived(shop.databaseUrl, sales);

    context.say('  all once more');
    const { clientId, mutations } = sentBy(file);
    const token = await deviceToken(file, second.url);
    const replayed = performance.now();
    for (let start = 0; start < mutations.length; start += MAX_BATCH) {
      const body = { protocol: 1, clientId, mutations: mutations.slice(start, start + MAX_BATCH), sentAt: Date.now() };
      const answer = await fetch(`${second.url}/sync/v1/push`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`the replay was answered with HTTP ${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    }
    const replay = (performance.now() - replayed) / 1000;
    await checkArrived(shop.databaseUrl, sales);
    window.close();
    await desk.stop();
    return [
      whole(
        'sync.push_2000',
        's',
        [seconds],
        '<= 20',
        `${sales} sales of five lines, from the first chance to the last answer; CPU seconds: ${used.join(', ')} (the cloud took ${Math.round(startMs)} ms to start)`,
      ),
      whole(
        'sync.replay_ratio',
        'of the first time',
        [replay / seconds],
        '<= 0.1',
        `${mutations.length} mutations that the cloud knows already`,
      ),
    ];
  },
};

function untilAnswered(file: string, seconds: number): Promise<void> {
  const db = openBeside(file, { readonly: true });
  const waiting = db.prepare("SELECT count(*) AS n FROM sync_outbox WHERE state = 'queued'");
  const until = performance.now() + seconds * 1000;
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      const { n } = waiting.get() as { n: number };
      if (n > 0 && performance.now() < until) return;
      clearInterval(timer);
      db.close();
      if (n === 0) resolve();
      else reject(new Error(`${n} mutations are not answered after ${seconds} s`));
    }, 20);
  });
}

async function checkArrived(databaseUrl: string, sales: number): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ n: string }>("SELECT count(*) AS n FROM orders WHERE channel = 'till'");
  await client.end();
  if (Number(rows[0]?.n) !== sales) throw new Error(`${rows[0]?.n} sales are in the cloud, ${sales} were made`);
}

function sentBy(file: string): { clientId: string; mutations: PushedMutation[] } {
  const desk = openSealedReader(file, () => {});
  const clientId = desk.get<{ value: string }>("SELECT value FROM sync_meta WHERE name = 'client_id'")?.value ?? '';
  const rows = desk.all("SELECT * FROM sync_outbox WHERE kind = 'fact' ORDER BY seq");
  desk.close();
  const mutations = rows.map((row) => {
    const actor = JSON.parse(String(row.actor)) as { id: string; name: string };
    return {
      seq: Number(row.seq),
      id: String(row.mutation_id),
      name: String(row.name),
      version: Number(row.version),
      args: JSON.parse(String(row.args)),
      occurredAt: Number(row.occurred_at),
      actorId: actor.id,
      actorName: actor.name,
    };
  });
  return { clientId, mutations };
}
