import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import { openSmallShop, shop } from '../testing/small-shop.ts';
import { DEVICE, idFor, NOW, openTwoEngines, owner, testId, type TwoEngines } from '../testing/two-engines.ts';
import { TENANT } from '../testing/postgres-engine.ts';
import type { SqlConnection } from './connection.ts';
import { Gather } from './gather.ts';
import { type RunOptions, runMutation } from './run-mutation.ts';
import { Scout } from './scout.ts';
import { createTx } from './tx.ts';
import type { WritePort } from './write-port.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(reset);

async function reset(): Promise<void> {
  await two.clear();
  await openSmallShop(two);
}

interface Fact {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
}

const session = { sessionId: shop.session, registerId: shop.register };
const cash = (amount: number) => ({ key: 'c', kind: 'cash', amount, given: amount, change: 0, reference: '' });
const mugs = (n: number, quantity: number, amount: number) => ({
  ...{ ...session, orderId: testId(0x100 + n), customerId: null },
  lines: [{ key: 'a', variantId: shop.moss, quantity }],
  tenders: [cash(amount)],
});

/** What a desk did, as its outbox holds it: sales until there are fewer mugs than sold, a return, money moved, a count. */
async function day(units = 3): Promise<Fact[]> {
  const facts: Fact[] = [];
  const done = async (name: string, args: unknown) => {
    const id = testId(0x70000 + facts.length);
    const result = await two.runOn(two.sqlite, name, args, {}, id, true);
    facts.push({ id, name, args: JSON.parse(JSON.stringify(result.args)) });
  };
  await done('register.openSession', { ...session, float: 10_000 });
  for (let n = 0; n < 6; n += 1) await done('register.recordSale', mugs(n, units, units * 1_400));
  const { order_lines: sold = [] } = await two.snapshot(two.sqlite);
  const line = sold.find(({ orderId }) => orderId === testId(0x100));
  await done('register.recordReturn', {
    ...{ ...session, orderId: testId(0x200), originalOrderId: testId(0x100) },
    lines: [{ key: 'a', originalLineId: line?.id, quantity: 1, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
    reason: '',
  });
  await done('register.moveCash', { ...session, kind: 'paid-out', amount: 500, reason: 'milk' });
  const counted = [{ variantId: shop.flakes, counted: 3_700, sawOnHand: 3_760 }];
  await done('inventory.count', { locationId: shop.bath, lines: counted, note: '' });
  return facts;
}

const optionsOf = (connection: SqlConnection, fact: Fact, port?: WritePort): RunOptions => ({
  connection,
  tenantId: TENANT,
  mutation: { ...fact, version: 1, occurredAt: NOW, actor: owner, deviceId: DEVICE },
  store: { currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true },
  authority: true,
  idFor,
  ...(port && { port }),
});

type Ends = (string | [string, unknown][])[];

async function endOf(run: Promise<Awaited<ReturnType<typeof runMutation>>>): Promise<Ends[number]> {
  try {
    return (await run).events.map(({ event, payload }): [string, unknown] => [event.name, payload]);
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

async function oneByOne(facts: readonly Fact[]): Promise<Ends> {
  const ends: Ends = [];
  for (const fact of facts) {
    const ended = two.postgres.transaction((connection) => runMutation(optionsOf(connection, fact)));
    ends.push(await endOf(ended));
  }
  return ends;
}

/** @returns how each ended, and how many statements it took */
function together(facts: readonly Fact[]): Promise<{ ends: Ends; statements: number }> {
  return two.postgres.transaction(async (plain) => {
    let statements = 0;
    const connection: SqlConnection = {
      ...plain,
      all: (sql, params) => {
        statements += 1;
        return plain.all(sql, params);
      },
      run: (sql, params) => {
        statements += 1;
        return plain.run(sql, params);
      },
    };
    const gather = new Gather(createTx({ connection, tenantId: TENANT, onEvent: async () => {} }).tx);
    await new Scout(gather).run(facts.map((fact) => (port) => runMutation(optionsOf(connection, fact, port))));
    const ends: Ends = [];
    for (const fact of facts) {
      const mark = gather.mark();
      const end = await endOf(runMutation(optionsOf(connection, fact, gather)));
      if (typeof end === 'string') gather.rewind(mark);
      ends.push(end);
    }
    await gather.send();
    return { ends, statements };
  });
}

async function compare(facts: readonly Fact[]): Promise<{ ends: Ends; statements: number }> {
  const ends = await oneByOne(facts);
  const rows = await two.snapshot(two.postgres);
  await reset();
  const gathered = await together(facts);
  expect(gathered.ends).toEqual(ends);
  expect(await two.snapshot(two.postgres)).toEqual(rows);
  return gathered;
}

test('facts gathered leave the same rows and events as facts one by one, sold out and counted ones too', async () => {
  const facts = await day();
  const { ends } = await compare(facts);
  const names = ends.flatMap((end) => (typeof end === 'string' ? [end] : end.map(([name]) => name)));
  expect(names.filter((name) => name === 'inventory.stock-oversold').length).toBeGreaterThan(0);
  const { stock_tasks: tasks } = await two.snapshot(two.postgres);
  expect(tasks?.map(({ kind }) => kind)).toEqual(['oversold']);
});

test('what comes twice counts once, and what is forged leaves nothing, as one by one', async () => {
  const facts = await day();
  const [, sale] = facts as [Fact, Fact];
  const { decided, ...args } = sale.args as { decided: { taxTotal: number } };
  const wrong = { ...args, orderId: testId(0x999), decided: { ...decided, taxTotal: decided.taxTotal + 1 } };
  const forged = { ...sale, id: testId(0x79990), args: wrong };
  const { ends } = await compare([...facts.slice(0, 3), forged, { ...sale }, ...facts.slice(3)]);
  expect(ends[3]).toBe('register.does-not-add-up');
  expect(ends[4]).toEqual([]);
});

test('four sales take no more statements than two', async () => {
  const facts = await day(1);
  const sales = facts.filter(({ name }) => name === 'register.recordSale');
  await oneByOne(facts.slice(0, 1));
  const few = await together(sales.slice(0, 2));
  const many = await together(sales.slice(2));
  expect(many.statements).toBeLessThanOrEqual(few.statements);
});

test('a row that another transaction adds to meanwhile is waited for, and both sums stand', async () => {
  const facts = await day();
  const level = async () => {
    const { stock_levels: levels = [] } = await two.snapshot(two.postgres);
    return levels.find(({ variantId, locationId }) => variantId === shop.moss && locationId === shop.bath)?.onHand;
  };
  const sales = facts.slice(2, 7);
  await oneByOne(facts.slice(0, 2));
  const before = Number(await level());
  await Promise.all([together(sales.slice(0, 3)), oneByOne(sales.slice(3))]);
  expect(await level()).toBe(before - 15);
});
