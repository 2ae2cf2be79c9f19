import type { Column, Table } from '../postgres/catalogue.ts';
import { type ShapeDefinition, shapeDefinition } from '../shape/definition.ts';
import { Shape } from '../shape/shape.ts';
import { ChunkStore } from '../storage/chunk-store.ts';
import type { BoundCondition, BoundExpression } from '../where/condition.ts';

function column(name: string, pkIndex: number | null): Column {
  const type = { typeOid: 25, typeName: 'text', typeMod: -1, element: null };
  return { name, ...type, notNull: false, pkIndex, deterministic: true };
}

export const smallTable: Table = {
  oid: 1,
  schema: 'public',
  name: 'small',
  columns: [column('tenant_id', null), column('id', 0), column('note', null)],
  primaryKey: [1],
  obstacle: null,
  signature: 'small',
  fingerprint: 'small',
};

export function smallDefinition(
  condition: BoundCondition | null = null,
  expression: BoundExpression | null = null,
): ShapeDefinition {
  const where = { condition, expression };
  return shapeDefinition({ table: smallTable, where, columns: [0, 1, 2], full: false, changesOnly: false });
}

export function memoryStore(): ChunkStore {
  return new ChunkStore({
    memoryBytes: Number.POSITIVE_INFINITY,
    parent: null,
    onError: (error) => {
      throw error;
    },
  });
}

export function smallShape(condition: BoundCondition | null = null, chunkBytes = 10_000): Shape {
  return new Shape(`1-${Math.random()}`, smallDefinition(condition), memoryStore(), chunkBytes);
}
