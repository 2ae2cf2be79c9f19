import type { Weighing } from '../../../bridge/scale-views.ts';
import type { Host } from '../../host.ts';
import { type Heard, ScaleLine, type ScalePlace } from './scale-line.ts';

/** What the customer still sees after the till asked last. */
const SHOWN_MS = 2_500;
/** A line that nobody asks on is let go: some scales speak with one program at a time. */
const IDLE_MS = 5_000;

interface OpenLine {
  readonly key: string;
  readonly line: ScaleLine;
  idle: NodeJS.Timeout | undefined;
}

interface Shown {
  readonly weighing: Weighing;
  readonly at: number;
  readonly text: string;
  readonly over: NodeJS.Timeout;
}

/** The scales of this desk's registers: a line each, and what their customers are shown. */
export class Scales {
  readonly #lines = new Map<string, OpenLine>();
  readonly #shown = new Map<string, Shown>();
  /** How often a register has left its scale */
  readonly #left = new Map<string, number>();
  readonly #changed: (table: string) => void;

  constructor(changed: (table: string) => void) {
    this.#changed = changed;
  }

  read(registerId: string, { model, address, unit }: ScalePlace): Promise<Heard> {
    const key = JSON.stringify([model, address, unit]);
    let open = this.#lines.get(registerId);
    if (open?.key !== key) {
      open?.line.close();
      open = { key, line: new ScaleLine({ model, address, unit }), idle: undefined };
      this.#lines.set(registerId, open);
    }
    const { line } = open;
    clearTimeout(open.idle);
    open.idle = setTimeout(() => line.close(), IDLE_MS);
    open.idle.unref();
    return line.read();
  }

  /** Of the weighing that goes on at a register: what is heard for it after it was left is not shown any more. */
  turnAt(registerId: string): number {
    return this.#left.get(registerId) ?? 0;
  }

  show(registerId: string, weighing: Weighing, at: number, turn: number): void {
    if (turn !== this.turnAt(registerId)) return;
    const text = JSON.stringify(weighing);
    const before = this.#shown.get(registerId);
    clearTimeout(before?.over);
    // A till that vanishes does not say that it leaves.
    const over = setTimeout(() => this.leave(registerId), SHOWN_MS).unref();
    this.#shown.set(registerId, { weighing, at, text, over });
    if (before?.text !== text) this.#changed('weighing');
  }

  leave(registerId: string): void {
    this.#left.set(registerId, this.turnAt(registerId) + 1);
    clearTimeout(this.#shown.get(registerId)?.over);
    if (this.#shown.delete(registerId)) this.#changed('weighing');
  }

  /** What is weighed at a register now, for its customer. */
  shownAt(registerId: string, now: number): Weighing | null {
    const shown = this.#shown.get(registerId);
    return shown && now - shown.at < SHOWN_MS ? shown.weighing : null;
  }

  close(): void {
    for (const { line, idle } of this.#lines.values()) {
      clearTimeout(idle);
      line.close();
    }
    this.#lines.clear();
    for (const { over } of this.#shown.values()) clearTimeout(over);
    this.#shown.clear();
  }
}

const known = new WeakMap<object, Scales>();

export function scalesOf({ desk, changed }: Pick<Host, 'desk' | 'changed'>): Scales {
  const made = known.get(desk.reader) ?? new Scales(changed);
  known.set(desk.reader, made);
  return made;
}

/** For queries, which have the reader alone. */
export const scalesBehind = (reader: object): Scales | undefined => known.get(reader);
