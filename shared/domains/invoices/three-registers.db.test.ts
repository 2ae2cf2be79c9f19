import { afterAll, beforeAll, expect, test } from 'vitest';
import { chance } from '../../samples/larkhall/ids.ts';
import { openSmallShop, shop } from '../../testing/small-shop.ts';
import { openSqlite } from '../../testing/sqlite-engine.ts';
import { openTwoEngines, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { invoiceInvariants } from './invariants.ts';

/**
 * Three registers issue invoices, two of them without a line; each is killed again and again, before and after its commit, and asks
 * once more for what it does not know the end of. The whole of it, with processes that are killed, is the deep test.
 */
let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());

const SEED = 20261126;
const ROUNDS = 36;
const registers = ['B2', 'B3', 'B4'].map((code, at) => ({
  ...{ code, id: at === 0 ? shop.register : testId(0x60 + at), session: testId(0x70 + at) },
}));

class Killed extends Error {}

test(`3 registers, 2 of them offline, killed at any moment: no gap and no duplicate in any series (seed ${SEED})`, async () => {
  await two.clear();
  await openSmallShop(two);
  for (const { id, code, session } of registers) {
    const register = { id, code, name: code, locationId: shop.bath, status: 'active' };
    await two.given('register.saveRegister', { register });
    await two.given('register.openSession', { sessionId: session, registerId: id, float: 0 });
  }
  const desks = registers.map((register) => ({ ...register, file: openSqlite(two.sqlite.db.serialize()) }));
  const outbox: { desk: number; name: string; id: string; args: unknown; at: number }[] = [];
  const { next: random } = chance(String(SEED));
  let kills = 0;

  /** Once in the file, however often it is asked for under one id. */
  async function at(desk: number, name: string, id: string, args: unknown, when: number): Promise<void> {
    const { file } = desks[desk] as (typeof desks)[number];
    for (;;) {
      if (outbox.some((sent) => sent.id === id)) return;
      const dies = random();
      try {
        let done: unknown;
        await two
          .runOn(
            {
              ...file,
              transaction: (fn) =>
                file.transaction(async (connection) => {
                  const result = await fn(connection);
                  if (dies < 0.3) throw new Killed('before its commit');
                  return result;
                }),
            },
            name,
            args,
            { at: when },
            id,
            true,
          )
          .then((result) => {
            done = result.args;
          });
        outbox.push({ desk, name, id, args: done, at: when });
        if (dies > 0.8) throw new Killed('after its commit');
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        kills += 1;
      }
    }
  }

  const push = async (of: (desk: number) => boolean) => {
    for (const sent of outbox.filter((each) => of(each.desk)).splice(0))
      for (let again = 0; again < 2; again += 1)
        await two.runOn(two.postgres, sent.name, sent.args, { authority: true, at: sent.at }, sent.id, false);
  };

  for (let round = 0; round < ROUNDS; round += 1) {
    const desk = Math.floor(random() * 3);
    const { id: registerId, session: sessionId } = desks[desk] as (typeof desks)[number];
    const orderId = testId(0x2000 + round);
    // Some around the turn of a year, which begins every series anew.
    const when = Date.parse('2026-12-31T22:00:00Z') + round * 6 * 60_000;
    await at(
      desk,
      'register.recordSale',
      testId(0x3000 + round),
      {
        ...{
          orderId,
          registerId,
          sessionId,
          customerId: null,
          lines: [{ key: 'a', variantId: shop.wrapping, quantity: 1 }],
        },
        tenders: [{ key: 'c', kind: 'card', amount: 350, given: 350, change: 0, reference: '' }],
      },
      when,
    );
    await at(
      desk,
      'invoices.issue',
      testId(0x4000 + round),
      { invoiceId: testId(0x5000 + round), orderId, registerId },
      when,
    );
  }
  expect(kills).toBeGreaterThan(15);
  // The one with a line is in the cloud first; the others come back in any order.
  for (const desk of [0, 2, 1]) await push((of) => of === desk);

  const numbers = ((await two.snapshot(two.postgres)).invoices ?? []).map(({ number }) => String(number)).sort();
  expect(numbers).toHaveLength(ROUNDS);
  const series = Map.groupBy(numbers, (number) => number.slice(0, -5));
  expect([...series.keys()].sort()).toEqual(
    ['2026', '2027'].flatMap((year) => registers.map(({ code }) => `INV-${year}-${code}-`)),
  );
  for (const [name, own] of series)
    expect(own).toEqual(own.map((_number, index) => `${name}${String(index + 1).padStart(5, '0')}`));
  for (const { name, sql } of invoiceInvariants) {
    expect(await two.postgres.transaction((connection) => connection.all(sql.postgres, [])), name).toEqual([]);
    for (const { file } of desks)
      expect(await file.transaction((connection) => connection.all(sql.sqlite, [])), name).toEqual([]);
  }
  await Promise.all(desks.map(({ file }) => file.close()));
});
