import { expect, test } from 'vitest';
import { uuid } from './columns.ts';
import { defineTable, tableNamed } from './define-table.ts';

test('a table that goes to desks by its month says of each row which month it is of', () => {
  const define = () =>
    defineTable('probe.monthless', {
      doc: 'A probe.',
      columns: { id: uuid() },
      key: ['id'],
      group: 'trade',
      replication: { rows: 'months', atLocation: false },
    });
  expect(define).toThrow(/no column month/);
  expect(tableNamed('monthless')).toBeUndefined();
});
