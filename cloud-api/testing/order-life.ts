import { randomUUID } from 'node:crypto';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import fc from 'fast-check';
import pg from 'pg';
import { expect } from 'vitest';
import { codes, dueOf, type Model, type Placed, PRICE, said, type Said, totalOf } from './order-model.ts';
import { enrolDevice, type TestCloud, type TestDevice, type TestStore } from './test-cloud.ts';

/** The life of orders under random commands, valid and not, from a program and from two desks. */

export type Actor = 'api' | 'deskA' | 'deskB';

export interface House {
  readonly cloud: TestCloud;
  readonly store: TestStore;
  readonly variants: readonly string[];
  /** `applied`, or the code of the refusal */
  run(actor: Actor, name: string, args: unknown): Promise<string>;
  place(): Promise<{ orderId: string; lineIds: string[]; tenderId: string }>;
  order(orderId: string): Promise<Record<string, unknown>>;
  /** The payment of which the most is left */
  fullest(orderId: string): Promise<{ tenderId: string; left: number }>;
  /** What `tillhouse verify` would find. */
  verify(): Promise<unknown[]>;
  close(): Promise<void>;
}

interface Tendered {
  readonly id: string;
  readonly amount: number;
  readonly originalTenderId?: string | null;
}

export async function openHouse(cloud: TestCloud, store: TestStore): Promise<House> {
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  const goods = [await store.product('Mug', 100_000), await store.product('Vase', 100_000)];
  const variants = goods.map(({ variantId }) => variantId);
  const desks: Record<string, { device: TestDevice; clientId: string; seq: number; turn: Promise<unknown> }> = {};
  for (const name of ['deskA', 'deskB'])
    desks[name] = { device: await enrolDevice(cloud, store), clientId: randomUUID(), seq: 0, turn: Promise.resolve() };
  const get = async (path: string) => (await cloud.call('GET', path, { token: store.token })).body;
  // Who pays back more than this is asked to show who they are, which is a life of its own (access/unproven.ts).
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = (await get('/v1/stores')).rows[0];
  const saved = await store.command('access.saveStore', { store: { ...row, domains: [], returnLimit: 100_000_000 } });
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));

  async function push(name: string, command: string, args: unknown): Promise<string> {
    const desk = desks[name];
    if (!desk) throw new Error(`no desk ${name}`);
    // A device has one turn at a time, as its own outbox gives it.
    const mine = desk.turn.then(async () => {
      desk.seq += 1;
      const head = { seq: desk.seq, id: randomUUID(), name: command, version: 1, args, occurredAt: Date.now() };
      const mutations = [{ ...head, actorId: store.staffId, actorName: 'Ada' }];
      const body = { protocol: 1, clientId: desk.clientId, mutations, sentAt: Date.now() };
      for (;;) {
        const { status, body: answer } = await cloud.call('POST', '/sync/v1/push', { token: desk.device.token, body });
        if (status === 503) continue;
        const [outcome] = answer.outcomes ?? [];
        if (!outcome) throw new Error(`push: ${status} ${JSON.stringify(answer)}`);
        return outcome.status === 'applied' ? 'applied' : String(outcome.code);
      }
    });
    desk.turn = mine.catch(() => undefined);
    return mine;
  }

  return {
    ...{ cloud, store, variants },
    async run(actor, name, args) {
      if (actor !== 'api') return push(actor, name, args);
      const { status, body } = await store.command(name, args);
      return status === 200 ? 'applied' : String(body.code);
    },
    async place() {
      const orderId = randomUUID();
      const lines = variants.map((variantId, at) => ({ key: String(at), variantId, quantity: 3 - at }));
      const placed = { orderId, customerId: null, customerName: '', lines, shipping: 0, payment: 'test' };
      const { status, body } = await store.command('orders.placeOnline', placed);
      if (status !== 200) throw new Error(JSON.stringify(body));
      const rows = (await get(`/v1/order-lines?orderId=${orderId}`)).rows as { id: string; position: number }[];
      const tenders = (await get(`/v1/tenders?orderId=${orderId}`)).rows as { id: string }[];
      const lineIds = rows.sort((a, b) => a.position - b.position).map(({ id }) => id);
      return { orderId, lineIds, tenderId: String(tenders[0]?.id) };
    },
    order: (orderId) => get(`/v1/orders/${orderId}`),
    async fullest(orderId) {
      const rows = (await get(`/v1/tenders?orderId=${orderId}`)).rows as Tendered[];
      const left = ({ id, amount }: Tendered) =>
        rows.reduce((rest, row) => (row.originalTenderId === id ? rest + row.amount : rest), amount);
      const [most] = rows
        .filter((row) => row.amount > 0 && !row.originalTenderId)
        .map((row) => ({ tenderId: row.id, left: left(row) }))
        .sort((a, b) => b.left - a.left);
      return most ?? { tenderId: orderId, left: 0 };
    },
    async verify() {
      const found: unknown[] = [];
      for (const { name, sql } of invariants)
        for (const row of (await admin.query(sql.postgres)).rows) found.push({ name, ...row });
      return found;
    },
    close: () => admin.end(),
  };
}

/** Chosen here, so that what only the look at the end finds can be said with it. */
const newSeed = () => Math.trunc(Math.random() * 2 ** 31);

const actor = fc.constantFrom<Actor>('api', 'deskA', 'deskB');

interface Real extends Placed {
  readonly house: House;
}

/** Back to the payment that holds the most: which one edits gave back to is theirs to choose. */
async function ofTheFullest({ house, orderId }: Real, args: object): Promise<object> {
  return { ...args, ...(await house.fullest(orderId)) };
}

class Told implements fc.AsyncCommand<Model, Real> {
  readonly #by: Actor;
  readonly #said: Said;
  constructor(by: Actor, what: Said) {
    this.#by = by;
    this.#said = what;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    const { name, args, effect } = this.#said;
    const sent = name === 'orders.refund' ? await ofTheFullest(real, args(real, model)) : args(real, model);
    const { amount = 0, left = amount, ...asked } = sent as { amount?: number; left?: number };
    const told = { ...asked, ...('amount' in sent && { amount }) };
    // Owed is more than any one payment still holds: it is paid back in parts, and not by this.
    const exceeds = amount > left && effect(structuredClone(model)) === 'applied';
    const expected = exceeds ? 'orders.refund-exceeds-payment' : effect(model);
    expect(await real.house.run(this.#by, name, told), this.toString()).toBe(expected);
  }
  toString = () => `${this.#by}: ${this.#said.text}`;
}

/** Each command does to the order what it does to the model, whoever sends it; what is left is clean. */
export async function livesAsTheModel(house: House, numRuns: number, maxCommands: number): Promise<void> {
  const commands = fc.commands([fc.tuple(actor, said).map(([by, what]) => new Told(by, what))], {
    maxCommands,
    size: '+1',
  });
  const seed = newSeed();
  await fc.assert(
    fc.asyncProperty(commands, async (told) => {
      const placed = await house.place();
      const model: Model = {
        statuses: { status: 'placed', paymentStatus: 'paid', fulfilmentStatus: 'to-pick' },
        ...{ version: 1, quantities: [3, 2], sent: [0, 0], paid: 5 * PRICE, how: null },
      };
      await fc.asyncModelRun(() => ({ model, real: { house, ...placed } }), told);
      const { statuses, version } = model;
      const cancelled = statuses.status === 'cancelled';
      expect(await house.order(placed.orderId)).toMatchObject({
        ...{ ...statuses, version, total: totalOf(model) },
        ...(cancelled ? { paid: 0, due: 0 } : { paid: model.paid, due: dueOf(model) }),
      });
    }),
    { numRuns, seed },
  );
  expect(await house.verify(), `seed ${seed}`).toEqual([]);
}

/** All three at once, on the same few orders: nobody knows who comes first, and what is left is clean. */
export async function livesAtOnce(house: House, numRuns: number, length: number): Promise<void> {
  const known = new Set([...Object.values(codes), 'applied', 'orders.more-than-left', 'orders.less-than-sent']);
  for (const code of ['changed-meanwhile', 'nothing-changed', 'nothing-stays', 'not-due', 'not-owed'])
    known.add(`orders.${code}`);
  known.add('orders.refund-exceeds-payment');
  const each = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), said), { minLength: length, maxLength: length });
  const seed = newSeed();
  await fc.assert(
    fc.asyncProperty(fc.tuple(each, each, each), async (lists) => {
      const placed = [await house.place(), await house.place()];
      const actors: readonly Actor[] = ['api', 'deskA', 'deskB'];
      const play = async (by: Actor, list: (typeof lists)[number]): Promise<void> => {
        for (const [at, { name, args }] of list) {
          const real = placed[at];
          if (!real) throw new Error('no such order');
          const { version, total, paid } = (await house.order(real.orderId)) as Record<string, number>;
          // As it was a moment ago: what the others do meanwhile, this one does not know.
          const seen = { version, quantities: [(total ?? 0) / PRICE], paid: paid ?? 0 } as unknown as Model;
          expect(known).toContain(await house.run(by, name, args(real, seen)));
        }
      };
      await Promise.all(actors.map((by, at) => play(by, lists[at] ?? [])));
    }),
    { numRuns, seed },
  );
  expect(await house.verify(), `seed ${seed}`).toEqual([]);
}
