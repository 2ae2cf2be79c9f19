import { applyAcknowledgements } from './acknowledgements.ts';
import { advanceSlice, jumpOf, type Slice } from './advance.ts';
import type { DeskDatabase } from './desk-database.ts';
import { inside } from './fitting-step.ts';
import type { ShapeState } from './shape-state.ts';

export interface QueuedRowsOptions {
  readonly database: DeskDatabase;
  readonly acknowledgements: ShapeState;
  /** Shapes that advance to one LSN together */
  readonly groups: () => readonly (readonly ShapeState[])[];
  /** One background transaction, then everybody else's turn */
  readonly slice: (work: (slice: Slice) => Promise<void>) => Promise<void>;
  readonly now: () => number;
}

/** Lays down what waits in the queues of live shapes: the acknowledgements lead, and each group stands at one LSN. */
export class QueuedRows {
  readonly #options: QueuedRowsOptions;

  constructor(options: QueuedRowsOptions) {
    this.#options = options;
  }

  /**
   * What came of a commit goes down in one transaction, for each waits for the disk: outcomes first, then every group. What
   * is more than a slice goes on in slices of its own after it.
   */
  async advanceTogether(): Promise<void> {
    const { acknowledgements: leading, slice, now } = this.#options;
    if (leading.phase !== 'live' || leading.copiedAt !== null) return;
    const outcomes = leading.queue.length > 0 || leading.fetched > leading.frontier;
    const groups = this.#options.groups();
    if (!outcomes && groups.every((group) => this.#behind(group).shapes.length === 0)) return;
    await slice(async (one) => {
      if (outcomes && (await applyAcknowledgements(one, leading, now()))) return;
      for (const group of groups) {
        if (one.isOver()) return;
        const { shapes, target } = this.#behind(group);
        if (shapes.length > 0 && (await advanceSlice(one, shapes, target))) return;
      }
    });
  }

  async takeAcknowledgements(): Promise<void> {
    const { acknowledgements: shape, slice, now } = this.#options;
    const whole = shape.phase === 'live' || shape.copiedAt !== null;
    if (!whole || (shape.queue.length === 0 && shape.fetched <= shape.frontier && shape.phase === 'live')) return;
    for (let more = true; more; ) {
      await slice(async (one) => {
        more = await applyAcknowledgements(one, shape, now());
      });
    }
  }

  async advanceGroups(): Promise<void> {
    for (const group of this.#options.groups()) {
      for (let more = true; more; ) {
        const { shapes, target } = this.#behind(group);
        if (shapes.length === 0) break;
        await this.#options.slice(async (one) => {
          more = await advanceSlice(one, shapes, target);
        });
      }
    }
  }

  /** Not into a jump: then as far as its beginning. */
  allowed(target: number): number {
    const jump = jumpOf(this.#options.database);
    return inside(jump, target) ? jump.from : target;
  }

  /** Live shapes of a group that are not yet where all of it may be. */
  #behind(group: readonly ShapeState[]): { shapes: ShapeState[]; target: number } {
    const { acknowledgements } = this.#options;
    const live = group.filter((shape) => shape.phase === 'live');
    const reach = Math.min(acknowledgements.frontier, ...live.map((shape) => shape.fetched));
    // Mostly none is behind, and then the file need not be asked about jumps.
    if (!live.some((shape) => shape.frontier < reach)) return { shapes: [], target: reach };
    const target = this.allowed(reach);
    return { shapes: live.filter((shape) => shape.frontier < target), target };
  }
}
