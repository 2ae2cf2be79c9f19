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

/** The scales of this desk's registers: a line each, and what their customers are shown. */
export class Scales {
  readonly #lines = new Map<string, OpenLine>();
  readonly #shown = new Map<string, { readonly weighing: Weighing; readonly at: number; readonly text: string }>();
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

  show(registerId: string, weighing: Weighing, at: number): void {
    const text = JSON.stringify(weighing);
    const before = this.#shown.get(registerId);
    this.#shown.set(registerId, { weighing, at, text });
    if (before?.text !== text) this.#changed('weighing');
  }

  leave(registerId: string): void {
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
