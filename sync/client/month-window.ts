import { shapeName } from '../protocol/shape-name.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { settleReached } from './acknowledge.ts';
import type { Slice } from './advance.ts';
import type { DeskDatabase } from './desk-database.ts';
import {
  acknowledgedOrders,
  dropOutside,
  isMonthly,
  notedElsewhere,
  notedOutside,
  owes,
  releaseOutside,
  waitsOutside,
} from './months.ts';
import { type DeskTable, quote } from './row-sql.ts';
import { loadShape, newShape, type ShapeState } from './shape-state.ts';

/** Followed without a pause; older months are asked every few minutes. */
const LIVE_MONTHS = 2;

type RunSlice = (work: (slice: Slice) => Promise<void>) => Promise<void>;

/** Which months of orders and movements a desk follows, and what is taken away when they change. */
export class MonthWindow {
  readonly #database: DeskDatabase;
  readonly #shapes: Map<string, ShapeState>;
  readonly #add: (shape: ShapeState) => void;
  #months: readonly string[] | null = null;
  /** Something of before lies outside of the window: taken away when the window is whole. */
  #changed = false;
  /** Acknowledged mutations of which all lies in the months followed live, as nearly always: looked at once each. */
  #live = new Set<number>();

  constructor(database: DeskDatabase, shapes: Map<string, ShapeState>, add: (shape: ShapeState) => void) {
    this.#database = database;
    this.#shapes = shapes;
    this.#add = add;
  }

  /**
   * Months that are new come beside what is there; rows of others go only when every month followed is here, so nobody
   * sees less in between, and a wrong clock, whose months the cloud does not serve, takes nothing away.
   */
  follow(months: readonly string[]): void {
    this.#months = months;
    this.#live.clear();
    const tables = deskTables().filter(isMonthly);
    this.#changed = tables.some((table) => notedOutside(this.#database, table, months).length > 0);
    const wanted = new Set<string>();
    for (const table of tables) {
      for (const [age, month] of months.entries()) {
        const name = shapeName(table.name, month);
        wanted.add(name);
        // The newest two are where people work: late in the evening of its last day, so is the month before.
        const group = age < LIVE_MONTHS ? table.group : (`${table.group}:older` as const);
        const known = this.#shapes.get(name);
        if (known) known.group = group;
        else {
          const shape = newShape(table, group, month);
          loadShape(this.#database, shape);
          this.#add(shape);
        }
      }
    }
    const closed = [...this.#shapes.values()].filter(({ month, name }) => month !== null && !wanted.has(name));
    for (const { name } of closed) this.#shapes.delete(name);
  }

  /** Lets go of rows of other months: this desk's own facts when they are through, and what it held before. */
  async keep(slice: RunSlice): Promise<void> {
    const months = this.#months;
    if (!months) return;
    const tables = deskTables().filter(isMonthly);
    if (!this.#isWhole(tables, months.length)) return;
    for (const table of this.#anyElsewhere() ? tables : []) {
      if (waitsOutside(this.#database, table, months)) {
        await slice(async ({ connection, changed }) => {
          if (releaseOutside(connection, table, months) > 0) changed.add(table.name);
          settleReached(connection);
        });
      }
    }
    if (!this.#changed) return;
    // Orders before what belongs to them, so that nobody is shown an order without its lines.
    for (const table of tables) await this.#dropOutside(slice, table, months);
    if (months === this.#months) this.#changed = false;
  }

  /**
   * Before that nothing is taken away, not even a sale of this desk's own that the cloud has taken in. A table that the
   * device does not follow at all is waited for by nobody; none followed says that the months are wrong.
   */
  #isWhole(tables: readonly DeskTable[], months: number): boolean {
    const followed = tables
      .map(({ name }) => [...this.#shapes.values()].filter(({ table, month }) => table.name === name && month !== null))
      .filter((shapes) => shapes.length > 0);
    const isHere = (shapes: readonly ShapeState[]) =>
      shapes.length === months && shapes.every(({ phase }) => phase === 'live');
    return followed.length > 0 && followed.every(isHere);
  }

  async #dropOutside(slice: RunSlice, table: DeskTable, months: readonly string[]): Promise<void> {
    const noted = notedOutside(this.#database, table, months);
    if (noted.length === 0) return;
    for (let after: string | null = null, over = false; !over; ) {
      await slice(async ({ connection, changed, isOver }) => {
        changed.add(table.name);
        do after = dropOutside(connection, table, months, after);
        while (after !== null && !isOver());
        over = after === null;
        if (!over) return;
        for (const name of noted) {
          connection.runNow('DELETE FROM sync_shapes WHERE table_name = ?', [name]);
          connection.execute(`DROP TABLE IF EXISTS ${quote(`sync_stage_${name}`)}`);
        }
      });
    }
  }

  /** Older months, seldom asked, that this desk's own acknowledged writes wait for. */
  owed(acknowledged: number): ShapeState[] {
    if (!this.#anyElsewhere()) return [];
    const older = [...this.#shapes.values()].filter(({ group, phase }) => group.endsWith(':older') && phase === 'live');
    return older.filter((shape) => shape.fetched < acknowledged && owes(this.#database, shape));
  }

  /** Whether anything that the cloud has taken in, and that is not through, lies outside of the months followed live. */
  #anyElsewhere(): boolean {
    if (!this.#months) return false;
    const waiting = acknowledgedOrders(this.#database);
    const fresh = waiting.filter((orderNo) => !this.#live.has(orderNo));
    if (fresh.length === 0) return false;
    const live = this.#months.slice(0, LIVE_MONTHS);
    const tables = deskTables().filter(isMonthly);
    const elsewhere = new Set(tables.flatMap((table) => notedElsewhere(this.#database, table, live, fresh)));
    this.#live = new Set(waiting.filter((orderNo) => !elsewhere.has(orderNo)));
    return elsewhere.size > 0;
  }
}
