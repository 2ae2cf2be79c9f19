import { randomUUID } from 'node:crypto';
import { invariants } from '@tillhouse/shared/domains/invariants.ts';
import { lacking, type StepName, type Statuses } from '@tillhouse/shared/domains/orders/life-cycle.ts';
import fc from 'fast-check';
import pg from 'pg';
import { expect } from 'vitest';
import { enrolDevice, type TestCloud, type TestDevice, type TestStore } from './test-cloud.ts';

/** The life of orders under random commands, valid and not, from a program and from two desks. */

export type Actor = 'api' | 'deskA' | 'deskB';
const PRICE = 1_200;

export interface House {
  readonly cloud: TestCloud;
  readonly store: TestStore;
  readonly variants: readonly string[];
  /** `applied`, or the code of the refusal */
  run(actor: Actor, name: string, args: unknown): Promise<string>;
  place(): Promise<{ orderId: string; lineIds: string[]; tenderId: string }>;
  order(orderId: string): Promise<Record<string, unknown>>;
  /** What `tillhouse verify` would find. */
  verify(): Promise<unknown[]>;
  close(): Promise<void>;
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
    async verify() {
      const found: unknown[] = [];
      for (const { name, sql } of invariants)
        for (const row of (await admin.query(sql.postgres)).rows) found.push({ name, ...row });
      return found;
    },
    close: () => admin.end(),
  };
}

/** What an order is, as whoever reads the reference page would think. */
interface Model {
  statuses: Statuses;
  version: number;
  quantities: number[];
  sent: number[];
  paid: number;
  how: 'shipped' | 'handed-over' | null;
}
interface Real {
  readonly house: House;
  readonly orderId: string;
  readonly lineIds: readonly string[];
  readonly tenderId: string;
}

const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
const totalOf = ({ quantities }: Model) => PRICE * sum(quantities);
const dueOf = (model: Model) => totalOf(model) - model.paid;
const codes: Readonly<Record<string, string>> = {
  'not-cancelled': 'orders.already-cancelled',
  'has-goods': 'orders.nothing-to-fulfil',
  'something-left': 'orders.already-fulfilled',
  'nothing-sent': 'orders.already-fulfilled',
  'not-held': 'orders.held',
  held: 'orders.not-held',
};
const refusedBy = (step: StepName, model: Model) => codes[lacking(step, model.statuses) ?? ''];

function settle(model: Model): void {
  const due = dueOf(model);
  const paymentStatus = due === 0 ? 'paid' : model.paid === 0 ? 'unpaid' : 'part-paid';
  const gone = model.statuses.fulfilmentStatus === 'shipped' || model.statuses.fulfilmentStatus === 'handed-over';
  model.statuses = { ...model.statuses, paymentStatus, ...(gone && due === 0 && { status: 'closed' as const }) };
}

/** What a command comes to on the model: `applied`, having changed it, or the code it is refused with. */
type Effect = (model: Model) => string;

interface Said {
  readonly name: StepName;
  readonly args: (real: Real, model: Model) => object;
  readonly effect: Effect;
  readonly text: string;
}

function fulfil(at: number | null, quantity: number, how: 'shipped' | 'handed-over'): Said {
  return {
    name: 'orders.fulfil',
    text: `${how} ${at === null ? 'all' : `${quantity} of ${at}`}`,
    args: ({ orderId, lineIds }) => ({
      ...{ orderId, how },
      ...(at === null ? {} : { lines: [{ lineId: lineIds[at], quantity }] }),
    }),
    effect: (model) => {
      if (at === null && model.statuses.fulfilmentStatus === how) return 'applied';
      const refused = refusedBy('orders.fulfil', model);
      if (refused) return refused;
      const left = model.quantities.map((all, line) => all - (model.sent[line] ?? 0));
      if (at !== null && quantity > (left[at] ?? 0)) return 'orders.more-than-left';
      model.sent = model.sent.map((before, line) =>
        at === null ? before + (left[line] ?? 0) : line === at ? before + quantity : before,
      );
      const complete = sum(model.sent) === sum(model.quantities);
      model.how = how;
      model.statuses = { ...model.statuses, fulfilmentStatus: complete ? how : 'part-shipped' };
      model.version += 1;
      if (complete && dueOf(model) === 0) model.statuses = { ...model.statuses, status: 'closed' };
      return 'applied';
    },
  };
}

const simple = (name: StepName, more: object, change: (model: Model) => void): Said => ({
  ...{ name, text: name },
  args: ({ orderId }) => ({ orderId, ...more }),
  effect: (model) => {
    if (name === 'orders.cancel' && model.statuses.status === 'cancelled') return 'applied';
    const refused = refusedBy(name, model);
    if (refused) return refused;
    change(model);
    model.version += 1;
    return 'applied';
  },
});

function edit(at: number, quantity: number, stale: boolean, now: boolean): Said {
  return {
    name: 'orders.edit',
    text: `edit ${at} to ${quantity}${stale ? ', of before' : ''}${now ? ', settled' : ''}`,
    args: ({ orderId, lineIds }, { version }) => ({
      ...{ orderId, version: stale ? version - 1 : version, reason: '', settle: now ? 'now' : 'later' },
      lines: [{ lineId: lineIds[at], quantity }],
    }),
    effect: (model) => {
      if (stale) return 'orders.changed-meanwhile';
      const refused = refusedBy('orders.edit', model);
      if (refused) return refused;
      if (quantity < (model.sent[at] ?? 0)) return 'orders.less-than-sent';
      if (quantity === model.quantities[at]) return 'orders.nothing-changed';
      const quantities = model.quantities.map((before, line) => (line === at ? quantity : before));
      if (sum(quantities) === 0) return 'orders.nothing-stays';
      model.quantities = quantities;
      if (now) model.paid = totalOf(model);
      if (sum(model.sent) === sum(quantities) && model.how)
        model.statuses = { ...model.statuses, fulfilmentStatus: model.how };
      model.version += 1;
      settle(model);
      return 'applied';
    },
  };
}

/** Takes what is due, or pays back what is owed, or one more than that. */
function money(name: 'orders.collect' | 'orders.refund', more: number): Said {
  const sign = name === 'orders.collect' ? 1 : -1;
  return {
    name,
    text: `${name}${more ? ' too much' : ''}`,
    args: ({ orderId, tenderId }, model) => ({
      ...{ orderId, amount: Math.max(1, sign * dueOf(model) + more), note: '' },
      ...(name === 'orders.refund' && { tenderId }),
    }),
    effect: (model) => {
      const cancelled = model.statuses.status === 'cancelled';
      if (cancelled && name === 'orders.collect') return 'orders.already-cancelled';
      const open = cancelled ? 0 : sign * dueOf(model);
      if (open <= 0 || more > 0) return name === 'orders.collect' ? 'orders.not-due' : 'orders.not-owed';
      model.paid = totalOf(model);
      model.version += 1;
      settle(model);
      return 'applied';
    },
  };
}

const line = fc.integer({ min: 0, max: 1 });
const how = fc.constantFrom('shipped' as const, 'handed-over' as const);
const said: fc.Arbitrary<Said> = fc.oneof(
  fc.tuple(line, fc.integer({ min: 1, max: 4 }), how).map(([at, quantity, by]) => fulfil(at, quantity, by)),
  how.map((by) => fulfil(null, 0, by)),
  fc.constant(
    simple('orders.hold', { reason: 'x' }, (model) => {
      model.statuses = { ...model.statuses, fulfilmentStatus: 'held' };
    }),
  ),
  fc.constant(
    simple('orders.release', { note: '' }, (model) => {
      model.statuses = { ...model.statuses, fulfilmentStatus: sum(model.sent) > 0 ? 'part-shipped' : 'to-pick' };
    }),
  ),
  fc.constant(
    simple('orders.cancel', { reason: '' }, (model) => {
      const paymentStatus = model.paid > 0 ? 'refunded' : model.statuses.paymentStatus;
      model.statuses = { status: 'cancelled', fulfilmentStatus: 'none', paymentStatus };
    }),
  ),
  ...[0, 1].map(() =>
    fc
      .tuple(line, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), fc.boolean())
      .map(([at, quantity, stale, now]) => edit(at, quantity, stale === 0, now)),
  ),
  fc.constantFrom(0, 1).map((more) => money('orders.collect', more)),
  fc.constantFrom(0, 1).map((more) => money('orders.refund', more)),
);
const actor = fc.constantFrom<Actor>('api', 'deskA', 'deskB');

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
    const sent = args(real, model);
    const expected = effect(model);
    expect(await real.house.run(this.#by, name, sent), this.toString()).toBe(expected);
  }
  toString = () => `${this.#by}: ${this.#said.text}`;
}

/** Each command does to the order what it does to the model, whoever sends it; what is left is clean. */
export async function livesAsTheModel(house: House, numRuns: number, maxCommands: number): Promise<void> {
  const commands = fc.commands([fc.tuple(actor, said).map(([by, what]) => new Told(by, what))], {
    maxCommands,
    size: '+1',
  });
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
    { numRuns },
  );
  expect(await house.verify()).toEqual([]);
}

/** All three at once, on the same few orders: nobody knows who comes first, and what is left is clean. */
export async function livesAtOnce(house: House, numRuns: number, length: number): Promise<void> {
  const known = new Set([...Object.values(codes), 'applied', 'orders.more-than-left', 'orders.less-than-sent']);
  for (const code of ['changed-meanwhile', 'nothing-changed', 'nothing-stays', 'not-due', 'not-owed'])
    known.add(`orders.${code}`);
  known.add('orders.refund-exceeds-payment');
  const each = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), said), { minLength: length, maxLength: length });
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
          expect(known).toContain(await house.run(by, name, args({ house, ...real }, seen)));
        }
      };
      await Promise.all(actors.map((by, at) => play(by, lists[at] ?? [])));
    }),
    { numRuns },
  );
  expect(await house.verify()).toEqual([]);
}
