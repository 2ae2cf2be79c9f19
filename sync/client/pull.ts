import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import { deskTables } from '../protocol/desk-shapes.ts';
import { syncOutcomes } from '../protocol/tables.ts';
import { advanceSlice, type Slice } from './advance.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { holdingUp } from './holding-up.ts';
import type { OnNotShown } from './intents.ts';
import { metaOf, readMeta, writeMeta } from './meta.ts';
import { MonthWindow } from './month-window.ts';
import { isMonthly } from './months.ts';
import type { Platform } from './platform.ts';
import { QueuedRows } from './queued-rows.ts';
import { decoderFor } from './row-sql.ts';
import type { ShapeBatch, ShapeMessage } from './shape-feed.ts';
import { groupsOf, loadShape, newShape, nothingYet, type ShapeState, saveShape } from './shape-state.ts';
import { Slices, Superseded } from './slices.ts';
import { dropStage, keyOfValues, mayFill, openStage, writeCopy } from './snapshot.ts';
import { beginSwap, swapSlice } from './swap.ts';

export interface PullOptions {
  readonly database: DeskDatabase;
  readonly platform: Pick<Platform, 'now' | 'elapsed' | 'breathe'>;
  readonly onTablesChanged: (tables: readonly string[]) => void;
  readonly onNotShown?: OnNotShown;
  /** The months of orders and movements to hold, newest first; left out: all of them, in one shape a table */
  readonly months?: readonly string[];
}

/** Of the first copy into an empty table: nobody works with it yet, and a commit costs as much as many rows. */
const FIRST_COPY_MS = 60;

type Decode = (values: Readonly<Record<string, string | null>>) => SqlValue[];

/**
 * Receives what shapes tell and lays it into the desk's tables. The acknowledgement shape leads: no table is applied
 * beyond it. Tables of one group advance to one LSN together; a first or later copy of one table holds nobody else up.
 * It begins where the file says that the desk is. Where all has to be taken up anew another one takes its place: what was on
 * its way in this one then finds neither a slice nor anybody's memory to write into.
 */
export class Puller {
  /** By name: `products`, `orders@2026-11` */
  readonly shapes = new Map<string, ShapeState>();
  readonly #acknowledgements: ShapeState;
  #groups: ReadonlyMap<ShapeState['group'], readonly ShapeState[]> = new Map();
  readonly #decode = new Map<ShapeState, Decode>();
  readonly #options: PullOptions;
  #advancing: Promise<void> | null = null;
  #again = false;
  readonly #toBegin = new Set<ShapeState>();
  readonly #window: MonthWindow;
  readonly #queued: QueuedRows;
  readonly #slices: Slices;
  #wasComplete = false;
  /** Of the cloud whose shapes these are */
  readonly #followed: string | undefined;
  /** Rows of first copies received since the start */
  copied = 0;

  constructor(options: PullOptions) {
    this.#options = options;
    const lowest = () => Math.min(...[...this.#groups.values()].flat().map((shape) => shape.frontier));
    this.#slices = new Slices(options, lowest, (connection) => this.#mustFollow(connection));
    this.#window = new MonthWindow(options.database, this.shapes, (shape) => this.#add(shape));
    for (const table of deskTables()) {
      if (options.months && isMonthly(table)) continue;
      this.#add(newShape(table, table.name === syncOutcomes.name ? 'acknowledgements' : table.group));
    }
    this.#acknowledgements = this.shapes.get(syncOutcomes.name) as ShapeState;
    this.#queued = new QueuedRows({
      database: options.database,
      acknowledgements: this.#acknowledgements,
      groups: () => [...this.#groups.values()],
      slice: (work) => this.#slices.run(work),
      now: () => options.platform.now(),
    });
    if (options.months) {
      this.#window.follow(options.months);
      this.#groups = groupsOf(this.shapes.values());
    }
    const meta = metaOf(options.database);
    this.#followed = meta.followed;
    for (const shape of this.shapes.values()) loadShape(options.database, shape);
    this.#wasComplete = meta.first_copy === 'done';
  }

  #add(shape: ShapeState): void {
    this.shapes.set(shape.name, shape);
    this.#decode.set(shape, decoderFor(shape.table, this.#options.database.fields));
    this.#groups = groupsOf(this.shapes.values());
  }

  /** True when every table is live: the first copy of all is there. A month that is added later does not count. */
  isComplete(): boolean {
    const counted = [...this.shapes.values()].filter((shape) => !this.#wasComplete || shape.month === null);
    return counted.every((shape) => shape.phase === 'live');
  }

  /** Takes in one batch of one shape; resolves when the feed may ask for more. */
  async receive(name: string, batch: ShapeBatch): Promise<void> {
    const shape = this.shapes.get(name);
    if (!shape) throw new Error(`no shape ${name}`);
    const decode = this.#decode.get(shape) as Decode;
    const copy: SqlValue[][] = [];
    let upTo = 0;
    for (const message of batch.messages) {
      if (message.t === 'refetch') {
        copy.length = 0;
        await this.#beginAnew(shape);
      } else if (message.t === 'up-to-date') upTo = message.lsn;
      else if (message.lsn === null) copy.push(decode(message.values));
      else this.#enqueue(shape, message, decode(message.values));
    }
    if (shape.phase === 'empty' && batch.messages.some((message) => message.t !== 'refetch')) await this.#open(shape);
    if (copy.length > 0) await this.#writeCopy(shape, copy);
    shape.received = { handle: batch.handle, offset: batch.offset };
    // A later change proves that everything before it has been told, even before the next up-to-date.
    shape.fetched = Math.max(shape.fetched, upTo, (shape.queue.at(-1)?.lsn ?? 0) - 1);
    if (upTo > 0 && shape.copiedAt === null && shape.phase !== 'live') {
      shape.copiedAt = upTo;
      shape.position = shape.received;
    }
    if (upTo > 0 || shape.queue.length > 0) await this.advance();
  }

  /** Shapes that have told all they have up to these positions, by name: nothing more of them lies below. */
  async reached(positions: ReadonlyMap<string, number>): Promise<void> {
    for (const [name, lsn] of positions) {
      const shape = this.shapes.get(name);
      // A copy that is broken off meanwhile says itself how far it is.
      if (shape && shape.phase !== 'empty') shape.fetched = Math.max(shape.fetched, lsn);
    }
    await this.advance();
  }

  #enqueue(shape: ShapeState, message: ShapeMessage & { t: 'row' }, values: SqlValue[]): void {
    const { position, op } = message;
    shape.queue.push({ lsn: message.lsn as number, position, op, key: keyOfValues(shape.table, values), values });
  }

  /** Drops what is here of a shape, at a moment when nothing is half way through applying it. */
  #beginAnew(shape: ShapeState): Promise<void> {
    this.#toBegin.add(shape);
    return this.advance();
  }

  #dropBegun(): void {
    for (const shape of this.#toBegin) {
      const known = shape.frontier;
      Object.assign(shape, nothingYet(), { phase: 'empty' });
      // Outcomes seen before stay seen: the frontier of the acknowledgements never goes back.
      if (shape === this.#acknowledgements) shape.frontier = known;
    }
    this.#toBegin.clear();
  }

  /** Decides where a copy goes when its first message is here. */
  #open(shape: ShapeState): Promise<void> {
    return this.#slices.run(async ({ connection }) => {
      if (shape === this.#acknowledgements || mayFill(connection, shape)) shape.phase = 'filling';
      else {
        openStage(connection, shape);
        shape.phase = 'staging';
      }
      if (shape !== this.#acknowledgements) saveShape(connection, shape);
    });
  }

  async #writeCopy(shape: ShapeState, rows: SqlValue[][]): Promise<void> {
    if (shape === this.#acknowledgements) {
      for (const values of rows) {
        shape.queue.push({ lsn: 0, position: 0, op: 'upsert', key: keyOfValues(shape.table, values), values });
      }
      return;
    }
    for (let at = 0; at < rows.length; ) {
      const from = at;
      const write = async (slice: Slice): Promise<void> => {
        at = writeCopy(slice, shape, rows, from);
      };
      // A copy that is broken off starts anew.
      await this.#slices.run(write, shape.phase === 'filling' ? FIRST_COPY_MS : undefined);
      this.copied += at - from;
    }
  }

  #mustFollow(connection: DeskConnection): void {
    if (readMeta(connection, 'followed') !== this.#followed) throw new Superseded('the cloud was set back meanwhile');
  }

  /** Applies all that may be applied. Calls while it runs make it look once more. */
  advance(): Promise<void> {
    this.#again = true;
    this.#advancing ??= this.#run();
    return this.#advancing;
  }

  async #run(): Promise<void> {
    try {
      while (this.#again) {
        this.#again = false;
        this.#dropBegun();
        await this.#queued.advanceTogether();
        await this.#queued.takeAcknowledgements();
        for (const shape of [...this.shapes.values()]) await this.#finishCopy(shape);
        await this.#queued.advanceGroups();
        await this.#window.keep((work) => this.#slices.run(work));
        await this.#noteComplete();
      }
    } finally {
      // In the turn in which it has looked for the last time: who comes after that begins anew.
      this.#advancing = null;
    }
  }

  async #finishCopy(shape: ShapeState): Promise<void> {
    if (shape === this.#acknowledgements || shape.copiedAt === null || shape.phase === 'live') return;
    if (shape.phase !== 'swapping') {
      const target = this.#queued.allowed(Math.min(shape.fetched, this.#acknowledgements.frontier));
      if (target < shape.copiedAt) return;
      if (shape.phase === 'filling') return this.#finishFilling(shape, target);
      await this.#slices.run(async ({ connection }) => beginSwap(connection, shape, target));
    }
    for (let over = false; !over; ) {
      await this.#slices.run(async (slice) => {
        over = await swapSlice(slice, shape);
      });
    }
    this.#again = true;
  }

  async #finishFilling(shape: ShapeState, target: number): Promise<void> {
    await this.#slices.run(async (slice) => {
      await advanceSlice({ ...slice, isOver: () => false }, [shape], target);
      shape.phase = 'live';
      shape.copiedAt = null;
      saveShape(slice.connection, shape);
    });
    this.#again = true;
  }

  async #noteComplete(): Promise<void> {
    if (this.#wasComplete || !this.isComplete()) return;
    this.#wasComplete = true;
    const { database } = this.#options;
    await database.transaction('background', async (connection) => writeMeta(connection, 'first_copy', 'done'));
  }

  /** Names of shapes that rows already here wait for, or that this desk's own writes wait for in older months. */
  holdingUp(): string[] {
    const behind = holdingUp([...this.#groups.values()], this.#acknowledgements);
    behind.push(...this.#window.owed(this.#acknowledgements.frontier));
    return [...new Set(behind.map((shape) => shape.name))];
  }

  /** Rows of a shape that are here and wait for other shapes. */
  queued(name: string): number {
    return this.shapes.get(name)?.queue.length ?? 0;
  }

  /** Resolves when nothing is being applied. */
  async idle(): Promise<void> {
    while (this.#advancing) await this.#advancing.catch(() => {});
    await this.#slices.quiet();
  }

  /** Nothing more is begun: a copy that is broken off comes anew, the rest goes on where the file says. */
  stop(): void {
    this.#slices.stop();
  }

  /** The cloud says that this device does not follow the table: nobody waits for it. */
  leaveOut(name: string): void {
    const shape = this.shapes.get(name);
    if (!shape || shape === this.#acknowledgements) return;
    this.shapes.delete(name);
    this.#groups = groupsOf(this.shapes.values());
  }

  /** Removes what broken-off copies left behind; before the feeds open. */
  async tidy(): Promise<void> {
    const empty = [...this.shapes.values()].filter((shape) => shape.phase === 'empty');
    await this.#slices.run(async ({ connection }) => {
      for (const shape of empty) dropStage(connection, shape);
    });
  }
}
