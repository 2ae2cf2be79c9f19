import { expect, test } from 'vitest';
import { taxRates } from '../domains/pricing/schema.ts';
import type { Tx } from '../kernel/tx.ts';
import { type PlainRow, type PlainTx, typed } from './plain-tx.ts';
import { readAhead } from './read-ahead.ts';

/** Rates that are counted as they are asked for. */
function counted(): { tx: Tx; asked: string[] } {
  const asked: string[] = [];
  const row = (taxClass: unknown): PlainRow => ({ taxClass, name: 'VAT', rate: '0', updatedAt: 0, updatedBy: '' });
  const inner: Pick<PlainTx, 'getMany' | 'list' | 'update'> = {
    getMany: async (_table, keys) => {
      asked.push(`get ${keys.map(({ taxClass }) => taxClass).join()}`);
      return keys.filter(({ taxClass }) => taxClass !== 'none').map(({ taxClass }) => row(taxClass));
    },
    list: async () => {
      asked.push('list');
      return [row('standard'), row('reduced')];
    },
    update: async () => true,
  };
  return { tx: readAhead(typed(inner as PlainTx)), asked };
}

test('a row or a list is asked for once, also where there is none', async () => {
  const { tx, asked } = counted();
  const keys = ['one', 'none', 'two'].map((taxClass) => ({ taxClass }));
  const names = async () => (await tx.getMany(taxRates, keys)).map(({ taxClass }) => taxClass);
  expect(await names()).toEqual(['one', 'two']);
  expect(await names()).toEqual(['one', 'two']);
  expect(await tx.get(taxRates, { taxClass: 'none' })).toBeUndefined();
  expect(await tx.list(taxRates, {})).toHaveLength(2);
  expect(await tx.get(taxRates, { taxClass: 'reduced' })).toMatchObject({ taxClass: 'reduced' });
  expect(await tx.list(taxRates, {})).toHaveLength(2);
  expect(asked).toEqual(['get one,none,two', 'list']);
});

test('what is written is asked for again', async () => {
  const { tx, asked } = counted();
  await tx.list(taxRates, {});
  await tx.update(taxRates, { taxClass: 'standard' }, { name: 'Other' });
  await tx.list(taxRates, {});
  await tx.get(taxRates, { taxClass: 'one' });
  expect(asked).toEqual(['list', 'list', 'get one']);
});
