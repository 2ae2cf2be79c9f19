import { expect, test } from 'vitest';
import { taxRates } from '../domains/pricing/schema.ts';
import { stockLevels, stockPeriods } from '../domains/inventory/schema.ts';
import { noQuantities } from '../domains/inventory/rules.ts';
import type { Tx } from '../kernel/tx.ts';
import { LateWrites } from './late-writes.ts';
import { keyName, type PlainRow, plainTable, type PlainTx, typed } from './plain-tx.ts';

const level = { variantId: 'v', locationId: 'l', ...noQuantities };
const rate = (taxClass: string): PlainRow => ({ taxClass, name: 'VAT', rate: '0', updatedAt: 0, updatedBy: '' });

/** A database of these rows, and what it was asked for. */
function over(stored: readonly PlainRow[] = []): { late: LateWrites; tx: Tx; asked: string[] } {
  const asked: string[] = [];
  const found = (what: string): PlainTx['getMany'] => {
    return async (table, keys) => {
      asked.push(`${what} ${table.name} ${keys.length}`);
      const wanted = new Set(keys.map((key) => keyName(table, key)));
      return stored.filter((row) => table.key.every((part) => part in row) && wanted.has(keyName(table, row)));
    };
  };
  const inner: Partial<PlainTx> = {
    getMany: found('read'),
    getForUpdate: found('lock'),
    list: async (table) => {
      asked.push(`list ${table.name}`);
      return [...stored];
    },
    insertMany: async (table, rows) => void asked.push(`insert ${table.name} ${JSON.stringify(rows)}`),
    update: async (table, _key, patch) => {
      asked.push(`update ${table.name} ${JSON.stringify(patch)}`);
      return true;
    },
    addMany: async (table, additions) => {
      asked.push(`add ${table.name} ${JSON.stringify(additions.map(({ deltas }) => deltas))}`);
      return additions.map(() => true);
    },
  };
  const late = new LateWrites(typed(inner as PlainTx));
  return { late, tx: late.open(async () => {}).tx, asked };
}

test('a row or a list is asked for once, also where there is none', async () => {
  const { tx, asked } = over([rate('standard'), rate('reduced')]);
  const keys = ['standard', 'none'].map((taxClass) => ({ taxClass }));
  expect(await tx.getMany(taxRates, keys)).toHaveLength(1);
  expect(await tx.getMany(taxRates, keys)).toHaveLength(1);
  expect(await tx.list(taxRates, {})).toHaveLength(2);
  expect(await tx.get(taxRates, { taxClass: 'reduced' })).toMatchObject({ taxClass: 'reduced' });
  expect(asked).toEqual(['read tax_rates 2', 'list tax_rates']);
});

test('what is written is read as if it were there, and goes when it is told to, a table at a time', async () => {
  const { late, tx, asked } = over([rate('standard')]);
  await tx.update(taxRates, { taxClass: 'standard' }, { rate: '1/5' });
  await tx.update(taxRates, { taxClass: 'standard' }, { name: 'Tax' });
  await tx.insert(taxRates, rate('new') as never);
  expect((await tx.list(taxRates, {})).map((row) => row.rate)).toEqual(['0', '1/5']);
  expect(asked).toEqual(['lock tax_rates 1', 'list tax_rates']);
  await Promise.all(late.send());
  expect(asked.slice(2)).toEqual([
    `insert tax_rates [${JSON.stringify(rate('new'))}]`,
    'update tax_rates {"rate":"1/5","name":"Tax"}',
  ]);
  expect(late.send()).toEqual([]);
});

test('a guard is judged by the locked row with what was added before, and one that fails adds nothing', async () => {
  const { late, tx, asked } = over([{ ...level, onHand: 3 }]);
  const guard = { sum: { onHand: 1, reserved: -1 }, atLeast: 0 } as const;
  const take = (reserved: number) => tx.addIf(stockLevels, level, { reserved }, guard);
  expect([await take(2), await take(2), await take(1), await take(1)]).toEqual([true, false, true, false]);
  await Promise.all(late.send());
  expect(asked).toEqual(['lock stock_levels 1', 'add stock_levels [{"reserved":3}]']);
});

test('what is asked for at once happens in its order, whatever waits for its rows', async () => {
  for (const isKnown of [true, false]) {
    const { late, tx, asked } = over();
    const key = { variantId: 'v', locationId: 'l', month: '2026-11' };
    if (isKnown) await late.learn(plainTable(stockPeriods), [key], true);
    const made = tx.insertOnce(stockPeriods, { ...key, ...noQuantities } as never);
    const added = tx.addMany(stockPeriods, [{ key: key as never, deltas: { reserved: 1 } }]);
    expect([await made, await added], `${isKnown}`).toEqual([true, [true]]);
    await Promise.all(late.send());
    expect(asked.at(-1)).toContain('"reserved":1');
  }
});

test('a refused command leaves nothing, and what it had changed is read anew', async () => {
  const { late, tx, asked } = over([rate('standard')]);
  await tx.update(taxRates, { taxClass: 'standard' }, { rate: '1/5' });
  late.forget();
  expect(late.send()).toEqual([]);
  expect(await tx.get(taxRates, { taxClass: 'standard' })).toMatchObject({ rate: '0' });
  expect(asked).toEqual(['lock tax_rates 1', 'read tax_rates 1']);
});
