import type { ChunkStore } from '../storage/chunk-store.ts';
import type { ShapeDefinition } from './definition.ts';
import { InvalidRequest, ShapeGone } from './errors.ts';
import type { Releases } from './releases.ts';
import { Shape } from './shape.ts';
import type { ShapeIndex } from './shape-index.ts';

export interface RegistryOptions {
  readonly store: ChunkStore;
  readonly chunkBytes: number;
  readonly index: ShapeIndex;
  readonly releases: Releases;
  /** Publishes the table and fills the snapshot; the shape already receives the stream. */
  readonly fill: (shape: Shape) => Promise<void>;
  readonly onRetired: (shape: Shape) => void;
  /** A log of this size, and twice that of its snapshot, is too long a way for newcomers: they get a new snapshot. */
  readonly longLogBytes: number;
  /** A log of this size ends its shape: readers start again. */
  readonly endLogBytes: number;
}

/** A shape that newcomers no longer get is kept this long after the last of its readers asked. */
const supersededIdleMs = 10 * 60_000;

/** A condition that some row made fail is not tried again for this long: its readers are told why instead. */
const refusedMs = 10_000;
const mostRefused = 1_000;

/** All living shapes. Handles are unique for ever: a client remembers the ones that expired. */
export class ShapeRegistry {
  private readonly byId = new Map<string, Shape>();
  private readonly byHandle = new Map<string, Shape>();
  private readonly lastUse = new Map<Shape, number>();
  private readonly refused = new Map<string, { error: InvalidRequest; until: number }>();
  private readonly options: RegistryOptions;
  private lastStamp = 0;

  constructor(options: RegistryOptions) {
    this.options = options;
  }

  withHandle(handle: string): Shape | null {
    return this.used(this.byHandle.get(handle) ?? null);
  }

  withId(id: string): Shape | null {
    return this.byId.get(id) ?? null;
  }

  /**
   * One shape per definition, however many ask at once: nothing is awaited between looking and making.
   * @throws InvalidRequest when its rows could not be selected a moment ago, by the request's own fault
   */
  getOrCreate(definition: ShapeDefinition): Shape {
    const existing = this.byId.get(definition.id);
    if (existing && !this.isOutgrown(existing)) return this.used(existing)!;
    const refusal = this.refused.get(definition.id);
    if (refusal && refusal.until > Date.now()) throw refusal.error;
    const { store, chunkBytes, index, releases } = this.options;
    const shape = new Shape(this.newHandle(definition), definition, store, chunkBytes);
    this.byId.set(definition.id, shape);
    this.byHandle.set(shape.handle, shape);
    index.add(shape);
    releases.add(shape);
    this.options.fill(shape).catch((error: unknown) => {
      this.retire(shape, error instanceof Error ? error : new Error(String(error)));
    });
    return this.used(shape)!;
  }

  retire(shape: Shape, why: string | Error): void {
    if (this.byHandle.get(shape.handle) !== shape) return;
    this.byHandle.delete(shape.handle);
    if (this.byId.get(shape.definition.id) === shape) this.byId.delete(shape.definition.id);
    this.lastUse.delete(shape);
    this.options.index.remove(shape);
    this.options.releases.remove(shape);
    this.options.onRetired(shape);
    if (why instanceof InvalidRequest) {
      // Without this a reader who has the first part of a snapshot would be sent back to it again and again.
      if (this.refused.size >= mostRefused) this.refused.clear();
      this.refused.set(shape.definition.id, { error: why, until: Date.now() + refusedMs });
    }
    shape.retire(typeof why === 'string' ? new ShapeGone(why) : why);
  }

  retireWhere(matches: (shape: Shape) => boolean, why: string): void {
    for (const shape of [...this.byHandle.values()]) if (matches(shape)) this.retire(shape, why);
  }

  retireAll(why: string): void {
    for (const shape of [...this.byHandle.values()]) this.retire(shape, why);
  }

  /** Lets go of shapes that nobody asked for in `idleMs`, and of logs that grew without end. `now` in milliseconds. */
  tidy(now: number, idleMs: number): void {
    for (const [shape, at] of [...this.lastUse]) {
      const current = this.byId.get(shape.definition.id) === shape;
      const allowed = current ? idleMs : Math.min(idleMs, supersededIdleMs);
      if (now - at > allowed) this.retire(shape, 'unused');
      else if (shape.log.bytes > this.options.endLogBytes) this.retire(shape, 'its log grew too long');
    }
  }

  private isOutgrown(shape: Shape): boolean {
    const { bytes } = shape.log;
    return bytes > this.options.longLogBytes && bytes > 2 * shape.snapshot.bytes;
  }

  private used(shape: Shape | null): Shape | null {
    if (shape) this.lastUse.set(shape, Date.now());
    return shape;
  }

  private newHandle(definition: ShapeDefinition): string {
    this.lastStamp = Math.max(Date.now() * 1000, this.lastStamp + 1);
    return `${definition.hash}-${this.lastStamp}`;
  }
}
