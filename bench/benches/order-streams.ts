import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startKafka } from '../../tools/parts/kafka.ts';
import type { Bench, BenchContext } from '../bench.ts';
import { postgresCommit } from '../calibrate/postgres-commit.ts';
import { latency, whole } from '../figures.ts';
import { onlineShopper, openDelivery } from '../parts/buy-online.ts';
import { type CloudProcess, startCloudProcess } from '../parts/cloud-process.ts';
import type { OrderPage, OrderPagesSaid, OrderPagesTask } from '../parts/order-pages.ts';
import { cpuOf, residentMb } from '../parts/process-usage.ts';
import { type OrderShop, seedOrderShops } from '../parts/seed-order-shops.ts';

const program = fileURLToPath(new URL('../parts/order-pages.ts', import.meta.url));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const SHOPS = 8;
const ORDERS_EACH = 13;
const PAGES = 2_000;
/** Of one shopper’s address */
const PAGES_EACH = 20;
const CHANGES = 120;
/** Streams hear of the cloud once in it. */
const ROUND_MS = 20_000;

interface Bought {
  readonly shop: OrderShop;
  readonly id: string;
  readonly token: string;
}

export const orderStreams: Bench = {
  name: 'order-streams',
  doc: 'pages of shops that hold the stream of their order: what each costs, and how soon it is told of a change',
  figures: ['streams.rss_each', 'streams.rest_cpu', 'streams.told', 'streams.told_other'],
  calibrate: postgresCommit,
  run: async (context) => {
    const { databaseUrl, shops } = await seedOrderShops(context, context.quick ? 2 : SHOPS);
    const cloud = await startCloudProcess(context, databaseUrl);
    const bought = await buyAll(context, cloud.url, shops);
    const pages = startPages(context);
    const wanted = pagesOf(cloud.url, bought, context.quick ? 200 : PAGES);
    // Once before, so that what the first of them need is not counted for the others.
    await pages.open(wanted.slice(0, 200));
    const [without, idle] = [await closed(cloud, pages), await cpuShare(cloud, context)];
    await pages.open(wanted);
    await cloud.collect();
    const held = residentMb(cloud.pid);
    const rest = await cpuShare(cloud, context);
    const each = ((held - without) * 1024) / wanted.length;
    context.say(
      `  ${wanted.length} streams: ${without.toFixed(0)} → ${held.toFixed(0)} MB, ${each.toFixed(1)} KB each; CPU at rest ${idle.toFixed(2)} → ${rest.toFixed(2)} % of a core`,
    );
    const told = await tell(context, { by: cloud, pages, wanted, bought });
    const crowd = `${wanted.length} streams of ${bought.length} orders of ${shops.length} shops`;
    const left = await closed(cloud, pages);
    await pages.open(wanted);
    const leftAgain = await closed(cloud, pages);
    context.say(`  once all were closed: ${left.toFixed(0)} MB, and ${leftAgain.toFixed(0)} after as many again`);
    await cloud.stop();
    const other = await overKafka(context, databaseUrl, bought);
    return [
      whole(
        'streams.rss_each',
        'KB',
        [each],
        '<= 40',
        `${crowd}; closed, ${left.toFixed(0)} MB are left, and ${leftAgain.toFixed(0)} after as many again`,
      ),
      whole('streams.rest_cpu', '%', [rest], '<= 5', `of a core, ${crowd}; ${idle.toFixed(2)} without streams`),
      latency(
        'streams.told',
        'ms',
        told.pages,
        'p99 <= 500',
        `from before the command that changes an order to each of its ${Math.round(wanted.length / bought.length)} pages; ${told.words}`,
      ),
      ...(other === null
        ? []
        : [
            latency(
              'streams.told_other',
              'ms',
              other.pages,
              'p99 <= 1000',
              `changed through one process, told to pages of another, over Kafka; ${other.words}`,
            ),
          ]),
    ];
  },
};

/** Resident (MB) once nobody looks any more */
async function closed(cloud: CloudProcess, pages: Pages): Promise<number> {
  await pages.close();
  await pause(1_000);
  await cloud.collect();
  return residentMb(cloud.pid);
}

/** Orders of each shop, bought as shoppers do. */
async function buyAll(context: BenchContext, url: string, shops: readonly OrderShop[]): Promise<Bought[]> {
  const each = context.quick ? 4 : ORDERS_EACH;
  context.say(`  ${each} orders at each of ${shops.length} shops`);
  const bought: Bought[] = [];
  for (const shop of shops) {
    await openDelivery(url, shop);
    const shopper = onlineShopper(url, shop);
    for (let n = 0; n < each; n += 1) {
      const { status, body } = await shopper.pay(await shopper.fill([shop.variantId]));
      if (!body.order) throw new Error(`not bought: HTTP ${status} ${JSON.stringify(body)}`);
      bought.push({ shop, ...body.order });
    }
  }
  // Letters and events of the purchases.
  await pause(3_000);
  return bought;
}

/** Orders take turns, so that the pages of one are not beside each other. */
function pagesOf(url: string, bought: readonly Bought[], count: number): (OrderPage & { readonly order: Bought })[] {
  return Array.from({ length: count }, (_, n) => {
    const order = bought[n % bought.length] as Bought;
    const shopper = Math.floor(n / PAGES_EACH);
    return {
      ...{ url, path: `/shop/v1/orders/${order.id}/events`, order },
      headers: { authorization: `Bearer ${order.shop.publishableKey}`, 'order-token': order.token },
      from: `127.0.${1 + Math.floor(shopper / 200)}.${1 + (shopper % 200)}`,
    };
  });
}

interface Pages {
  open(pages: readonly OrderPage[]): Promise<void>;
  close(): Promise<void>;
  onTold(listener: (page: number, at: number) => void): void;
}

function startPages(context: BenchContext): Pages {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  context.onEnd(() => child.kill());
  let opened: PromiseWithResolvers<void> | undefined;
  let listener: (page: number, at: number) => void = () => {};
  child.on('message', (said: OrderPagesSaid) => {
    if (said.t === 'told') listener(said.page, said.at);
    else if (said.t === 'over') context.say(`    the stream of page ${said.page} ended`);
    else if (Object.keys(said.refused).length > 0)
      opened?.reject(new Error(`streams were refused: ${JSON.stringify(said.refused)}`));
    else opened?.resolve();
  });
  child.on('exit', () => opened?.reject(new Error('the pages ended')));
  const send = (task: OrderPagesTask) => child.send(task);
  return {
    open: async (pages) => {
      opened = Promise.withResolvers();
      send({ open: pages.map(({ url, path, headers, from }) => ({ url, path, headers, from })) });
      await opened.promise;
    },
    close: async () => void send('close'),
    onTold: (next) => {
      listener = next;
    },
  };
}

/** Share of a core (%) that the cloud takes while nothing happens, over whole rounds of its streams */
async function cpuShare({ pid }: CloudProcess, { quick }: BenchContext): Promise<number> {
  const before = cpuOf(pid);
  const since = performance.now();
  await pause(quick ? ROUND_MS / 4 : ROUND_MS);
  return ((cpuOf(pid) - before) / (performance.now() - since)) * 100;
}

interface Told {
  /** From before the command to each page */
  readonly pages: readonly number[];
  readonly words: string;
}

async function tell(
  context: BenchContext,
  to: {
    readonly by: CloudProcess;
    readonly pages: Pages;
    readonly wanted: readonly { readonly order: Bought }[];
    readonly bought: readonly Bought[];
  },
): Promise<Told> {
  const changes = context.quick ? 20 : CHANGES;
  const pagesOfOrder = new Map<string, number[]>();
  for (const [at, { order }] of to.wanted.entries())
    pagesOfOrder.set(order.id, [...(pagesOfOrder.get(order.id) ?? []), at]);
  const samples: number[] = [];
  const lasts: number[] = [];
  const answers: number[] = [];
  const due = new Map<number, (at: number) => void>();
  to.pages.onTold((page, at) => due.get(page)?.(at));
  for (let n = 0; n < changes; n += 1) {
    const order = to.bought[n % to.bought.length] as Bought;
    await pause(50 + (n % 7) * 20);
    const since = performance.timeOrigin + performance.now();
    const all = (pagesOfOrder.get(order.id) ?? []).map(
      (page) =>
        new Promise<number>((heard) => {
          due.set(page, (at) => {
            due.delete(page);
            heard(at - since);
          });
        }),
    );
    const late = setTimeout(() => {
      throw new Error(`a change was not told within 30 s: ${due.size} pages wait`);
    }, 30_000);
    answers.push(await note(to.by.url, order));
    const took = await Promise.all(all);
    clearTimeout(late);
    samples.push(...took);
    lasts.push(Math.max(...took));
  }
  lasts.sort((a, b) => a - b);
  answers.sort((a, b) => a - b);
  const at = (of: readonly number[], share: number) => (of[Math.floor(of.length * share)] ?? Number.NaN).toFixed(1);
  const words = `to the last page p50 ${at(lasts, 0.5)} ms, p99 ${at(lasts, 0.99)}; the command itself p50 ${at(answers, 0.5)}`;
  context.say(`  ${changes} changes, ${words}`);
  return { pages: samples, words };
}

/** Writes onto the order’s timeline. @returns how long its answer took (ms) */
async function note(url: string, { shop, id }: Bought): Promise<number> {
  const since = performance.now();
  const answer = await fetch(`${url}/v1/commands/orders.addNote`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ orderId: id, note: 'a look' }),
  });
  if (!answer.ok) throw new Error(`orders.addNote: HTTP ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return performance.now() - since;
}

/** Two clouds with one bus: what is done in one is told to pages of the other. */
async function overKafka(context: BenchContext, databaseUrl: string, bought: readonly Bought[]): Promise<Told | null> {
  const kafka = await startKafka(join(context.folder, 'kafka'));
  if ('reason' in kafka) {
    context.say(`  streams.told_other is left out: ${kafka.reason}`);
    return null;
  }
  context.onEnd(() => kafka.stop());
  const { brokers } = kafka;
  const by = await startCloudProcess(context, databaseUrl, { brokers });
  const other = await startCloudProcess(context, databaseUrl, { brokers });
  const pages = startPages(context);
  const wanted = pagesOf(other.url, bought, context.quick ? 20 : bought.length * 10);
  await pages.open(wanted);
  const told = await tell(context, { by, pages, wanted, bought: bought.slice(0, wanted.length) });
  await pages.close();
  await pause(500);
  await by.stop();
  await other.stop();
  return told;
}
