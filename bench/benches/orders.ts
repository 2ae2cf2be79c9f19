import { join } from 'node:path';
import { seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import { lastName, firstName, buyerOf, layOrders } from '../parts/lay-orders.ts';
import { deskLineId, deskOrderId, layDeskOrders } from '../parts/lay-desk-orders.ts';
import type { Bench, BenchContext, Figure } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { latency } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { startDeskProcess } from '../parts/desk-process.ts';
import { deskPin, seedDeskFile } from '../parts/seed-desk-file.ts';
import { randomFrom } from '../parts/random.ts';
import { seedShop } from '../parts/seed-shop.ts';
import { type BenchWindow, NO_CLOUD, openWindow } from '../parts/window.ts';

/** Nobody listens there: what is measured is the desk alone. */
const VIEWS = ['today', 'to-ship', 'unpaid', 'returns', 'flagged', 'all'] as const;

const FILTERS = [
  { channel: 'online' },
  { fulfilment: 'held' },
  { days: 7, payment: 'unpaid' },
  { minTotal: 10_000 },
] as const;

export const orders: Bench = {
  name: 'orders',
  doc: 'lists of 1,000,000 orders in the cloud and of 100,000 at a desk, by any filter or search; an edit at the desk',
  figures: ['orders.list_cloud', 'orders.list_desk', 'orders.edit'],
  calibrate: sqliteInsert,
  run: async (context) => [await cloudFigure(context), ...(await deskFigures(context))],
};

async function cloudFigure(context: BenchContext): Promise<Figure> {
  const count = context.quick ? 50_000 : 1_000_000;
  const shop = await seedShop(context, { products: 10, variantsEach: 1, locations: 3, stocked: 1, onHand: 100 });
  context.say(`  laying ${count.toLocaleString('en')} orders`);
  await layOrders(shop.databaseUrl, count);
  const cloud = await startCloudProcess(context, shop.databaseUrl);
  const headers = { authorization: `Bearer ${shop.secretKey}` };
  const ask = async (query: string): Promise<{ rows: { customerName: string }[]; next: string | null }> => {
    const answer = await fetch(`${cloud.url}/v1/orders/search?limit=50&${query}`, { headers });
    if (!answer.ok) throw new Error(`${query}: HTTP ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { rows: { customerName: string }[]; next: string | null };
  };
  const random = randomFrom(11);
  const kinds = questions(count, random);
  for (const [, next] of kinds) await ask(next());
  const samples: number[] = [];
  const slowest = new Map<string, number>();
  const rounds = context.quick ? 12 : 30;
  let cursor = '';
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, next] of [...kinds, ['a page further', () => cursor && `cursor=${cursor}`] as const]) {
      const query = next();
      const since = performance.now();
      const { rows, next: after } = await ask(query);
      const took = performance.now() - since;
      samples.push(took);
      slowest.set(kind, Math.max(slowest.get(kind) ?? 0, took));
      if (kind === 'all') cursor = after ?? '';
      if (kind === 'first and last name' && rows.length === 0) throw new Error(`${query} found nobody`);
    }
  }
  await cloud.stop();
  const worst = [...slowest].sort(([, a], [, b]) => b - a).slice(0, 3);
  const told = worst.map(([kind, ms]) => `${kind} ${ms.toFixed(0)}`).join(', ');
  return latency('orders.list_cloud', 'ms', samples, '<= 100', `${kinds.length + 1} kinds in turn; slowest: ${told}`);
}

/** Every filter, the frequent and the rare value of each, and searches by number and name. */
function questions(count: number, random: () => number): (readonly [string, () => string])[] {
  const any = (most: number) => Math.floor(random() * most);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const named = () => {
    // Three in five have a name.
    const n = Math.floor(any(count) / 5) * 5 + 1;
    const { first, last } = buyerOf(n);
    return { first: firstName(first), last: lastName(last) };
  };
  const days = () => {
    const ago = any(1_000);
    return `from=${day(ago + 7)}&to=${day(ago)}`;
  };
  const both = () => {
    const { first, last } = named();
    return random() < 0.5 ? `q=${first}+${last}` : `q=${last.slice(0, 5)}+${first}`;
  };
  return [
    ['all', () => ''],
    ['to pick', () => 'fulfilmentStatus=to-pick'],
    ['held', () => 'fulfilmentStatus=held'],
    ['shipped', () => 'fulfilmentStatus=shipped'],
    ['unpaid', () => 'paymentStatus=unpaid'],
    ['refunded', () => 'paymentStatus=refunded'],
    ['paid', () => 'paymentStatus=paid'],
    ['cancelled', () => 'status=cancelled'],
    ['open', () => 'status=placed'],
    ['returns', () => 'kind=return'],
    ['online', () => 'channel=online'],
    ['till', () => 'channel=till'],
    ['imported, of which there are none', () => 'channel=import'],
    ['a week', days],
    ['a week online', () => `${days()}&channel=online`],
    ['a week, returns', () => `${days()}&kind=return`],
    ['a location', () => `locationId=c2000000-0000-4000-8000-00000000000${any(3)}`],
    ['a customer', () => `customerId=ed000000-0000-4000-8000-${(any(30_000) * 2).toString(16).padStart(12, '0')}`],
    ['large', () => 'minTotal=22900'],
    ['large and online', () => 'minTotal=22000&channel=online'],
    ['a number', () => `q=${10_000 + any(Math.floor(count / 3)) * 3}`],
    ['a till’s number', () => `q=B1-${any(Math.floor(count / 3)) * 3 + 1}`],
    ['first and last name', both],
    ['last name', () => `q=${named().last}`],
    ['first name, of a thousand or more', () => `q=${named().first}`],
    ['name, online, unpaid', () => `q=${named().last}&channel=online&paymentStatus=unpaid`],
    ['a name nobody has', () => 'q=Quxley+Zzyzx'],
  ];
}

async function deskFigures(context: BenchContext): Promise<Figure[]> {
  const count = context.quick ? 10_000 : 100_000;
  const edits = context.quick ? 60 : 400;
  const dataDir = join(context.folder, 'desk');
  context.say(`  seeding a desk with ${count.toLocaleString('en')} orders`);
  await seedDeskFile(dataDir, 2_000, 0, (desk) => layDeskOrders(desk, count, edits));
  const desk = await startDeskProcess(context, dataDir, NO_CLOUD);
  const window = await openWindow(desk.address);
  await window.call('session.signInWithPin', { staffId: seedIds.owner, pin: deskPin });
  const listed = await lists(window, count, context.quick ? 20 : 60);
  context.say('  edits');
  const edited = await edit(window, edits);
  await desk.stop();
  return [
    latency(
      'orders.list_desk',
      'ms',
      listed,
      '<= 50',
      `${count.toLocaleString('en')} orders, over the loopback bridge`,
    ),
    latency('orders.edit', 'ms', edited, '<= 50', 'one unit more, durable, and the page of the order read again'),
  ];
}

async function lists(window: BenchWindow, count: number, rounds: number): Promise<number[]> {
  const random = randomFrom(13);
  const any = () => Math.floor(random() * count);
  const samples: number[] = [];
  const ask = async (params: Parameters<typeof window.query<'orders.index'>>[1], found = true): Promise<void> => {
    const since = performance.now();
    const { total } = await window.query('orders.index', params);
    samples.push(performance.now() - since);
    if (found && total === 0) throw new Error(`${JSON.stringify(params)} found nothing`);
  };
  for (let round = -2; round < rounds; round += 1) {
    if (round === 0) samples.length = 0;
    for (const view of VIEWS) await ask({ view, offset: 0, limit: 60 }, view === 'all');
    for (const filter of FILTERS) await ask({ view: 'all', offset: 0, limit: 60, filter }, false);
    const { first, last } = buyerOf(any());
    const name = { first: firstName(first), last: lastName(last) };
    await ask({ view: 'all', offset: 0, limit: 60, search: `${name.first} ${name.last}` });
    await ask({ view: 'all', offset: 0, limit: 60, search: name.last });
    await ask({ view: 'all', offset: 0, limit: 60, search: `B1-${Math.floor(any() / 3) * 3 + 1}` }, false);
    await ask({ view: 'to-ship', offset: 0, limit: 60, search: name.first.slice(0, 4) }, false);
  }
  return samples;
}

/** One unit more on each order in turn: the command with its expected total, and then what the screen shows. */
async function edit(window: BenchWindow, count: number): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const args = {
      ...{ orderId: deskOrderId(n), version: 1, reason: 'bench', settle: 'now' as const },
      lines: [{ lineId: deskLineId(n, n % 3), quantity: 2 }],
    };
    const preview = await window.call('orders.tryEdit', args);
    const since = performance.now();
    await window.mutate('orders.edit', { ...args, expectedTotal: preview.after.total });
    const page = await window.query('orders.page', { id: deskOrderId(n) });
    samples.push(performance.now() - since);
    if (page?.total !== preview.after.total) throw new Error('the order is not what its edit said');
  }
  return samples;
}
