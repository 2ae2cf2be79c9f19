import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { legsOf } from '../../basket/legs.ts';
import { type DeskFile, openDesk } from '../../database/open-desk.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../../testing/test-desk.ts';
import { seedIds } from '../../testing/seed-ids.ts';
import type { TerminalAdapter } from './adapter.ts';
import { attemptById, outside, unfinished } from './attempts.ts';
import { CardFlow } from './card-flow.ts';
import { addressOf, simulatedTerminal } from './simulated-adapter.ts';
import type { Script } from './simulator/book.ts';
import { type Moment, SimulatedTerminal } from './simulator/terminal.ts';

let desk: DeskFile;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse cards '));
  desk = openDesk(join(folder, 'desk.sqlite'), () => {});
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.stop();
});

async function terminal(script: Script = {}, onMoment = (_moment: Moment) => {}): Promise<SimulatedTerminal> {
  const started = await new SimulatedTerminal({ scriptFor: () => script, onMoment }).start();
  open.push(started);
  return started;
}

const never = () => new Promise<never>(() => {});

/** A host that loses its power at its `at`-th step: a step is each commit and each word with the terminal, before and after. */
function killedAt(at: number) {
  let steps = 0;
  const dead = () => steps > at;
  const step = async () => {
    steps += 1;
    if (dead()) await never();
  };
  const between = async <T>(work: () => Promise<T>): Promise<T> => {
    await step();
    const done = await work();
    await step();
    return done;
  };
  const cut = {
    transaction: (...asked: Parameters<DeskFile['transaction']>) => between(() => desk.transaction(...asked)),
    repeatable: (...asked: Parameters<DeskFile['repeatable']>) => (dead() ? never() : desk.repeatable(...asked)),
    reader: desk.reader,
  } as Pick<DeskFile, 'transaction' | 'repeatable' | 'reader'>;
  const cutTerminal = (whole: TerminalAdapter): TerminalAdapter => ({
    hello: () => whole.hello(),
    start: (...asked) => between(() => whole.start(...asked)),
    ask: (key) => between(() => whole.ask(key)),
    cancel: (key) => between(() => whole.cancel(key)),
    reverse: (key) => between(() => whole.reverse(key)),
  });
  return { cut, cutTerminal, dead };
}

function flowOver(kill = killedAt(Number.POSITIVE_INFINITY)): CardFlow {
  const flow = new CardFlow({
    desk: kill.cut,
    now: () => 1_795_000_000_000,
    log: (line) => {
      throw new Error(line);
    },
    terminalAt: (text, signal) => {
      const address = addressOf(text);
      return address && kill.cutTerminal(simulatedTerminal(address, signal, { connectMs: 500, silentMs: 40 }));
    },
    ...{ firstWait: 2, longestWait: 20, runningWait: 5 },
  });
  return flow;
}

let made = 0;

/** A basket of 20.00 that waits to be paid. */
async function basket() {
  made += 1;
  const [orderId, key] = [`order-${made}`, `attempt-key-${made}`];
  await desk.transaction('foreground', async (connection) =>
    connection.runNow('INSERT INTO desk_baskets (id, place, order_id, created_at) VALUES (?, ?, ?, 0)', [
      `basket-${made}`,
      `place-${made}`,
      orderId,
    ]),
  );
  return { orderId, key };
}

const attemptFor = ({ orderId, key }: { orderId: string; key: string }, { address }: SimulatedTerminal) => ({
  ...{ id: key, registerId: `register-${orderId}`, orderId, purpose: 'charge' as const, amount: 2_000 },
  ...{ currency: 'GBP', terminal: address, original: '', tenderId: null },
});

const from = () => outside(desk.reader);
const takenFor = (orderId: string) => legsOf(from(), orderId).reduce((sum, leg) => sum + leg.amount, 0);

/** Until the flow is done with the payment, or was killed in the middle of it. */
async function until(flow: CardFlow, key: string, dead: () => boolean): Promise<void> {
  let done = false;
  void flow.ended(key).then(() => {
    done = true;
  });
  while (!done && !dead()) await new Promise((next) => setImmediate(next));
}

const faults: readonly (readonly [string, Script, 'charged' | 'not charged'])[] = [
  ['approves', {}, 'charged'],
  ['declines', { ends: 'decline', reason: 'Insufficient funds' }, 'not charged'],
  ['is cancelled by the customer', { ends: 'cancel' }, 'not charged'],
  ['approves and says nothing', { answer: 'lost' }, 'charged'],
  ['answers twice', { answer: 'twice' }, 'charged'],
  ['restarts before it booked', { restart: 'before' }, 'not charged'],
  ['restarts after it booked', { restart: 'after' }, 'charged'],
  ['approves only a part', { ends: 'partial' }, 'not charged'],
  ['takes its time', { takes: 60 }, 'charged'],
];

describe('one charge or none, and the till knows which', () => {
  test.each(faults)('where the terminal %s', async (_name, script, ends) => {
    let whole = false;
    for (let at = 0; !whole; at++) {
      expect(at).toBeLessThan(40);
      const machine = await terminal(script);
      const sale = await basket();
      const kill = killedAt(at);
      const first = flowOver(kill);
      const begun = first.begin(attemptFor(sale, machine), 'ann', async () => {});
      await Promise.race([begun, until(first, sale.key, kill.dead)]);
      await until(first, sale.key, kill.dead);
      whole = !kill.dead();
      // The next host goes on from the file alone; it is killed once more, then the third brings it to its end.
      const again = killedAt(at % 4);
      const second = flowOver(again);
      second.wake();
      await until(second, sale.key, again.dead);
      const third = flowOver();
      third.wake();
      await third.ended(sale.key);
      await third.stop();

      const known = attemptById(from(), sale.key);
      const where = `killed at step ${at}: ${JSON.stringify(known)}`;
      expect(machine.book.arrived.get(sale.key) ?? 0, where).toBeLessThanOrEqual(1);
      expect(unfinished(from()), where).toEqual([]);
      expect(takenFor(sale.orderId), where).toBe(machine.book.settles());
      expect(known?.state === 'approved', where).toBe(machine.book.settles() > 0);
      if (whole) expect(machine.book.settles() > 0 ? 'charged' : 'not charged').toBe(ends);
      await machine.stop();
    }
  });
});

test('a terminal that cannot be reached has charged nothing, and the till says so at once', async () => {
  const machine = await terminal();
  await machine.stop();
  const sale = await basket();
  const flow = flowOver();
  await flow.begin(attemptFor(sale, machine), 'ann', async () => {});
  await flow.ended(sale.key);
  expect(attemptById(from(), sale.key)).toMatchObject({ state: 'never', reason: 'The terminal could not be reached' });
  await machine.start();
  flow.wake();
  expect(machine.book.lines.size).toBe(0);
});

test('while one payment has no known end its register starts no other, and after it is left the other counts alone', async () => {
  // It booked, and from then on is deaf to every question: nobody knows.
  const machine = await terminal({ answer: 'lost' }, (moment) => {
    if (moment === 'lost') machine.deaf = true;
  });
  const sale = await basket();
  const flow = flowOver();
  open.push(flow);
  const attempt = attemptFor(sale, machine);
  await flow.begin(attempt, 'ann', async () => {});
  await expect.poll(() => attemptById(from(), sale.key)?.progress).toBe('asking');
  const other = { ...attempt, id: `${sale.key}-2` };
  await expect(flow.begin(other, 'ann', async () => {})).rejects.toMatchObject({ code: 'card.still-open' });
  await desk.transaction('foreground', async (connection) =>
    connection.runNow('UPDATE desk_card_attempts SET wanted = 0 WHERE id = ?', [sale.key]),
  );
  machine.deaf = false;
  flow.wake();
  await flow.ended(sale.key);
  expect(attemptById(from(), sale.key)).toMatchObject({ state: 'reversed' });
  expect([machine.book.settles(), takenFor(sale.orderId)]).toEqual([0, 0]);
});

test('an approval whose basket is gone is given back; where the terminal refuses, a person has to look', async () => {
  const machine = await terminal({ takes: 40 });
  const gone = async (refuses: boolean) => {
    machine.refuseReversals(refuses);
    const sale = await basket();
    const flow = flowOver();
    await flow.begin(attemptFor(sale, machine), 'ann', async () => {});
    await desk.transaction('foreground', async (connection) =>
      connection.runNow('DELETE FROM desk_baskets WHERE order_id = ?', [sale.orderId]),
    );
    await flow.ended(sale.key);
    return { ...attemptById(from(), sale.key), taken: takenFor(sale.orderId) };
  };
  expect(await gone(false)).toMatchObject({ state: 'reversed', taken: 0 });
  expect(machine.book.settles()).toBe(0);
  expect(await gone(true)).toMatchObject({
    state: 'case',
    taken: 0,
    reason:
      'Its basket was gone when it was approved. The terminal does not take it back: The day was closed at the bank',
  });
});

describe('a sale taken in parts', () => {
  let shop: Awaited<ReturnType<typeof seededFolder>>;
  let till: TestDesk;
  beforeAll(async () => {
    shop = await seededFolder();
    till = await bootDesk(shop.dataDir);
  });
  afterAll(async () => {
    await till.host.close();
    shop.remove();
  });
  const shown = () => till.bridge.query('till.basket', {});

  test('cash, a slip and two cards of a terminal become its tenders, and the terminal’s book agrees', async () => {
    const machine = await terminal();
    const { bridge } = till;
    await bridge.call('devices.saveTerminal', { registerId: seedIds.till, address: machine.address });
    const { id: basketId, total } = await bridge.call('basket.add', { variantId: seedIds.variant(2), quantity: 9 });
    const take = { basketId, due: total, legId: 'leg-cash-1', amount: 200 };
    const once = await bridge.call('basket.takeCash', take);
    expect(await bridge.call('basket.takeCash', take)).toEqual(once);
    await expect(bridge.call('basket.clear', {})).rejects.toMatchObject({ code: 'basket.money-taken' });
    await expect(bridge.call('basket.park', {})).rejects.toMatchObject({ code: 'basket.money-taken' });

    const charge = async (attemptId: string, amount: number) => {
      const { remaining } = await shown();
      await bridge.call('card.charge', { attemptId, basketId, due: remaining, amount });
      await expect.poll(async () => (await shown()).card?.state).not.toBe('open');
    };
    await charge('key-of-the-first', 300);
    // The till loses its power here; what was taken is there when it comes back, and no key goes out again.
    await till.host.close();
    till = await bootDesk(shop.dataDir);
    expect((await shown()).legs.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['cash', 200],
      ['card', 300],
    ]);
    await till.bridge.call('card.charge', { attemptId: 'key-of-the-first', basketId, due: 0, amount: 300 });
    await till.bridge.call('basket.takeCard', {
      ...{ basketId, due: total - 500, legId: 'leg-slip-1', amount: 100, reference: '881' },
    });
    await expect(till.bridge.call('basket.finish', { basketId })).rejects.toMatchObject({
      code: 'basket.not-all-taken',
    });
    const second = total - 600;
    const { remaining } = await shown();
    expect(remaining).toBe(second);
    await till.bridge.call('card.charge', { attemptId: 'key-of-the-second', basketId, due: second, amount: second });
    await expect.poll(async () => (await shown()).remaining).toBe(0);
    // The customer sees it also while nobody is signed in at the till.
    const owner = { staffId: seedIds.owner, pin: PIN };
    await till.bridge.call('session.signOut', {});
    const display = async () => (await till.bridge.query('till.display', {})).shows;
    expect(await display()).toMatchObject({
      what: 'basket',
      total,
      paid: total,
      remaining: 0,
      lines: [{ quantity: '9 ×' }],
    });
    await till.bridge.call('session.signInWithPin', owner);
    const receipt = await till.bridge.call('basket.finish', { basketId });
    expect(await display()).toMatchObject({ what: 'paid', total, change: 0, number: receipt.number });
    expect(receipt).toMatchObject({ total, rounding: 0, due: 0 });
    const byTerminal = receipt.tenders.filter(({ card }) => card);
    expect(byTerminal).toMatchObject([
      { card: { brand: 'Visa', last4: '4417' } },
      { card: { approvalCode: expect.stringMatching(/^08/) } },
    ]);
    expect(byTerminal.reduce((sum, { amount }) => sum + amount, 0)).toBe(machine.book.settles());
    const [found] = (await till.bridge.query('till.findSales', { text: '4417', filter: {} })).rows;
    expect(found).toMatchObject({
      number: receipt.number,
      tenders: expect.arrayContaining([expect.objectContaining({ brand: 'Visa', last4: '4417' })]),
    });
    expect([...machine.book.arrived.values()]).toEqual([1, 1]);
    expect(await till.bridge.call('basket.finish', { basketId })).toEqual(receipt);
  });

  test('a part given back leaves the terminal with nothing, and a lower total wants one given back', async () => {
    const machine = await terminal();
    const { bridge } = till;
    await bridge.call('devices.saveTerminal', { registerId: seedIds.till, address: machine.address });
    const { id: basketId, total } = await bridge.call('basket.add', { variantId: seedIds.variant(1), quantity: 2 });
    await bridge.call('card.charge', { attemptId: 'key-given-back', basketId, due: total, amount: total });
    await expect.poll(async () => (await shown()).remaining).toBe(0);
    const [line] = (await shown()).lines;
    await bridge.call('basket.setQuantity', { lineId: line?.id ?? '', quantity: 1 });
    await expect(bridge.call('basket.finish', { basketId })).rejects.toMatchObject({ code: 'basket.too-much-taken' });
    await bridge.call('basket.voidLeg', { legId: 'key-given-back' });
    await expect.poll(async () => (await shown()).card?.state).toBe('reversed');
    expect(machine.book.settles()).toBe(0);
    expect(await shown()).toMatchObject({ legs: [], remaining: total / 2 });
  });

  test('a return is paid back to its card once, and its tender says by which key', async () => {
    const machine = await terminal();
    const { bridge } = till;
    await bridge.call('basket.clear', {});
    await bridge.call('devices.saveTerminal', { registerId: seedIds.till, address: machine.address });
    const { id: basketId, total } = await bridge.call('basket.add', { variantId: seedIds.variant(3) });
    await bridge.call('card.charge', { attemptId: 'key-of-a-sale', basketId, due: total, amount: total });
    await expect.poll(async () => (await shown()).remaining).toBe(0);
    await bridge.call('basket.finish', { basketId });
    const sale = await bridge.query('orders.page', { id: basketId });
    const [payment] = sale?.payments ?? [];
    const [line] = sale?.lines ?? [];
    const orderId = randomUUID();
    const back = { orderId, tenderId: payment?.id ?? '', amount: total };
    await bridge.call('card.refund', { attemptId: 'key-of-a-refund', ...back });
    const tried = async () => (await bridge.query('card.attempts', { orderId }))[0];
    await expect.poll(async () => (await tried())?.state).toBe('approved');
    expect(machine.book.settles()).toBe(0);
    // Not recorded yet, and spent all the same: no second one of the same payment, also under another key.
    await expect(bridge.call('card.refund', { attemptId: 'key-of-another', ...back })).rejects.toMatchObject({
      code: 'basket.more-than-remains',
    });
    const { register } = await bridge.query('session.state', {});
    const { reference = '', card } = (await tried()) ?? {};
    const refunds = [{ key: 'r', kind: 'card', amount: total, tenderId: back.tenderId, reference, card }];
    await bridge.mutate('register.recordReturn', {
      ...{ orderId, originalOrderId: basketId, registerId: seedIds.till, sessionId: register?.session?.id, refunds },
      lines: [{ key: 'a', originalLineId: line?.id, quantity: line?.quantity, restock: 'available' }],
      reason: '',
    });
    expect((await bridge.query('till.devices', {})).unsettled).toEqual([]);
    expect((await bridge.query('orders.page', { id: orderId }))?.payments).toMatchObject([
      { amount: -total, card: { key: 'key-of-a-refund', last4: '4417' } },
    ]);
    await expect(bridge.call('card.undoRefund', { attemptId: 'key-of-a-refund' })).rejects.toMatchObject({
      code: 'card.attempt-gone',
    });
  });

  test('of an exchange the card that paid is paid back by the terminal before it is recorded, and by nothing else', async () => {
    const machine = await terminal();
    const { bridge } = till;
    await bridge.call('devices.saveTerminal', { registerId: seedIds.till, address: machine.address });
    const { id: saleId, total } = await bridge.call('basket.add', { variantId: seedIds.variant(3), quantity: 3 });
    await bridge.call('card.charge', { attemptId: 'key-to-exchange', basketId: saleId, due: total, amount: total });
    await expect.poll(async () => (await shown()).remaining).toBe(0);
    await bridge.call('basket.finish', { basketId: saleId });
    const lineId = (await bridge.query('orders.page', { id: saleId }))?.lines[0]?.id ?? '';
    const returnId = randomUUID();
    const back = { key: lineId, originalLineId: lineId, quantity: 2, restock: 'available' as const };
    await bridge.call('basket.add', { variantId: seedIds.variant(1) });
    const { id: basketId, exchange } = await bridge.call('basket.beginExchange', {
      ...{ orderId: returnId, originalOrderId: saleId, lines: [back] },
    });
    expect(exchange?.backs).toMatchObject([{ kind: 'card', amount: 105, byTerminal: true, paid: null }]);
    await expect(bridge.call('basket.finish', { basketId })).rejects.toMatchObject({ code: 'basket.card-back-first' });
    const { tenderId = '' } = exchange?.backs[0] ?? {};
    const refund = async (attemptId: string, amount: number) => {
      await bridge.call('card.refund', { attemptId, orderId: returnId, tenderId, amount });
      await expect
        .poll(async () => (await bridge.query('card.attempts', { orderId: returnId })).at(-1)?.state)
        .not.toBe('open');
    };
    await refund('key-back-105', 105);
    // What the terminal has paid back is neither dropped nor made another amount by changing the basket.
    await expect(bridge.call('basket.dropExchange', {})).rejects.toMatchObject({ code: 'basket.money-taken' });
    await bridge.call('basket.add', { variantId: seedIds.variant(1) });
    expect((await shown()).exchange?.backs).toMatchObject([
      { amount: 4, paid: null },
      { amount: 105, wrong: true },
    ]);
    await expect(bridge.call('basket.finish', { basketId })).rejects.toMatchObject({
      code: 'basket.card-back-differs',
    });
    await bridge.call('card.undoRefund', { attemptId: 'key-back-105' });
    const first = async () => (await bridge.query('card.attempts', { orderId: returnId }))[0]?.state;
    await expect.poll(first).toBe('reversed');
    await refund('key-back-4', 4);
    const receipt = await bridge.call('basket.finish', { basketId });
    expect(receipt).toMatchObject({ total: 202, exchange: { total: 206, back: [{ kind: 'card', amount: 4 }] } });
    const page = await bridge.query('orders.page', { id: returnId });
    expect(page?.payments).toContainEqual(
      expect.objectContaining({ kind: 'card', amount: -4, card: expect.objectContaining({ key: 'key-back-4' }) }),
    );
    expect(machine.book.settles()).toBe(total - 4);
  });
});
