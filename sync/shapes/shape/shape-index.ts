import type { Relation } from '../replication/pgoutput.ts';
import type { RowChange } from '../replication/change-stream.ts';
import type { Shape } from './shape.ts';

/** The shapes of one table in one form of its columns, found by the value of their first equality. */
class Routes {
  private readonly keyed = new Map<number, Map<string, Set<Shape>>>();
  private readonly unkeyed = new Set<Shape>();
  readonly all = new Set<Shape>();

  add(shape: Shape): void {
    this.all.add(shape);
    const { equality } = shape.definition;
    if (!equality) {
      this.unkeyed.add(shape);
      return;
    }
    const byValue = this.keyed.get(equality.column) ?? new Map<string, Set<Shape>>();
    this.keyed.set(equality.column, byValue);
    for (const value of equality.values) {
      const shapes = byValue.get(value) ?? new Set();
      byValue.set(value, shapes.add(shape));
    }
  }

  remove(shape: Shape): void {
    this.all.delete(shape);
    this.unkeyed.delete(shape);
    const { equality } = shape.definition;
    if (!equality) return;
    const byValue = this.keyed.get(equality.column);
    for (const value of equality.values) {
      const shapes = byValue?.get(value);
      shapes?.delete(shape);
      if (shapes?.size === 0) byValue!.delete(value);
    }
  }

  /** Each shape once, though both the old and the new row may lead to it. */
  *candidates(change: RowChange): Iterable<Shape> {
    yield* this.unkeyed;
    for (const [column, byValue] of this.keyed) {
      const before = change.kind === 'insert' ? null : (change.before[column] ?? null);
      const after = change.kind === 'delete' ? null : (change.row[column] ?? null);
      const old = before === null ? undefined : byValue.get(before);
      const now = after === null || after === before ? undefined : byValue.get(after);
      if (old) yield* old;
      if (!now) continue;
      for (const shape of now) if (!old?.has(shape)) yield shape;
    }
  }
}

/** Which shapes a change may concern, at a cost that does not grow with their number. */
export class ShapeIndex {
  private readonly tables = new Map<number, Map<string, Routes>>();
  private asking = 0;

  /** Whether any shape has a condition that only Postgres answers. */
  get hasExpressions(): boolean {
    return this.asking > 0;
  }

  add(shape: Shape): void {
    if (shape.definition.where.expression) this.asking += 1;
    const { oid, signature } = shape.definition.table;
    const forms = this.tables.get(oid) ?? new Map<string, Routes>();
    this.tables.set(oid, forms);
    const routes = forms.get(signature) ?? new Routes();
    forms.set(signature, routes);
    routes.add(shape);
  }

  /** Once for each that was added. */
  remove(shape: Shape): void {
    if (shape.definition.where.expression) this.asking -= 1;
    const { oid, signature } = shape.definition.table;
    const forms = this.tables.get(oid);
    const routes = forms?.get(signature);
    routes?.remove(shape);
    if (routes?.all.size === 0) forms!.delete(signature);
    if (forms?.size === 0) this.tables.delete(oid);
  }

  candidates(relation: Relation, change: RowChange): Iterable<Shape> {
    return this.tables.get(relation.oid)?.get(relation.signature)?.candidates(change) ?? [];
  }

  /** Shapes that know the table with other columns than the stream now shows. */
  misfits(relation: Relation): Shape[] {
    const forms = this.tables.get(relation.oid);
    if (!forms || (forms.size === 1 && forms.has(relation.signature))) return [];
    return [...forms].flatMap(([signature, routes]) => (signature === relation.signature ? [] : [...routes.all]));
  }

  ofTable(oid: number): Shape[] {
    return [...(this.tables.get(oid)?.values() ?? [])].flatMap((routes) => [...routes.all]);
  }
}
