import { expect, test } from 'vitest';
import type { RowChange } from '../replication/change-stream.ts';
import { smallShape, smallTable } from '../testing/small-shape.ts';
import { ShapeIndex } from './shape-index.ts';

const relation = { oid: smallTable.oid, schema: 'public', name: 'small', signature: smallTable.signature };
const insert = (tenant: string | null): RowChange => ({ kind: 'insert', row: [tenant, '1', null] });

test('a change finds the shapes of its values among a thousand, each once', () => {
  const index = new ShapeIndex();
  const shapes = Array.from({ length: 1000 }, (_, at) => smallShape({ kind: 'one-of', column: 0, values: [`t${at}`] }));
  const wide = smallShape({ kind: 'one-of', column: 0, values: ['t1', 't2'] });
  const all = smallShape();
  for (const shape of [...shapes, wide, all]) index.add(shape);
  const move: RowChange = { kind: 'update', before: ['t1', '1', null], row: ['t2', '1', null] };
  const found = [...index.candidates(relation, move)];
  expect(found).toHaveLength(4);
  expect(new Set(found)).toEqual(new Set([shapes[1], shapes[2], wide, all]));
  expect([...index.candidates(relation, insert('nobody'))]).toEqual([all]);
  expect([...index.candidates(relation, insert(null))]).toEqual([all]);
  index.remove(all);
  index.remove(wide);
  expect([...index.candidates(relation, move)]).toEqual([shapes[1], shapes[2]]);
});

test('shapes of another form of the table are told apart from those the change fits', () => {
  const index = new ShapeIndex();
  const shape = smallShape();
  index.add(shape);
  expect(index.misfits(relation)).toEqual([]);
  const altered = { ...relation, signature: 'another' };
  expect(index.misfits(altered)).toEqual([shape]);
  expect([...index.candidates(altered, insert('t'))]).toEqual([]);
  index.remove(shape);
  expect(index.misfits(altered)).toEqual([]);
});
