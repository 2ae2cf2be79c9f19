import { compareOffsets, type Offset, snapshotEnd } from '../protocol/offset.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import type { ChunkStore, StoredBytes } from './chunk-store.ts';

interface ClosedChunk {
  readonly data: StoredBytes;
  readonly lsns: Float64Array;
  readonly ops: Int32Array;
  readonly starts: Int32Array;
}

export interface LogSlice {
  /** Comma-joined items, no brackets. */
  readonly data: Buffer | AsyncIterable<Buffer>;
  readonly last: Offset;
  /** Whether the slice reaches the end of what is committed. */
  readonly complete: boolean;
  /** Whether its chunk is closed: asked again from the same offset it ends at the same place. */
  readonly closed: boolean;
}

const initialCapacity = 1024;

/**
 * The changes of one shape in chunks. A chunk closes after the item that crosses the threshold and never changes again,
 * so the same (handle, offset) answers the same bytes for ever. Items of a transaction that is still being received are
 * already stored, but only what `commit` covered is read.
 */
export class ShapeLog {
  private readonly store: ChunkStore;
  private readonly chunkBytes: number;
  private readonly closed: ClosedChunk[] = [];
  /** Made with the first item: most shapes of a shop, such as those of its older months, never change. */
  private open: ChunkBuffer | null = null;
  lsns: number[] = [];
  ops: number[] = [];
  starts: number[] = [];
  private committed: Offset = snapshotEnd;
  private storedBytes = 0;

  constructor(store: ChunkStore, chunkBytes: number) {
    this.store = store;
    this.chunkBytes = chunkBytes;
  }

  /** The last offset that may be read. */
  get last(): Offset {
    return this.committed;
  }

  get bytes(): number {
    return this.storedBytes + (this.open?.length ?? 0);
  }

  append(offset: Offset, item: string): void {
    this.open ??= new ChunkBuffer(initialCapacity);
    this.starts.push(this.open.add(item));
    this.lsns.push(offset.lsn);
    this.ops.push(offset.op);
    if (this.open.length >= this.chunkBytes) this.closeChunk(this.open);
  }

  /** Everything appended so far becomes readable. */
  commit(last: Offset): void {
    this.committed = last;
  }

  /** The items after `offset` to the end of their chunk; `null` when there are none yet. */
  after(offset: Offset): LogSlice | null {
    if (compareOffsets(offset, this.committed) >= 0) return null;
    let low = 0;
    let high = this.closed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const chunk = this.closed[middle]!;
      if (compareOffsets(offsetAt(chunk, chunk.lsns.length - 1), offset) > 0) high = middle;
      else low = middle + 1;
    }
    const chunk = this.closed[low];
    const { open } = this;
    if (!chunk) return open && this.slice(this, offset, (from, to) => open.view(from, to), open.length, false);
    return this.slice(chunk, offset, (from, to) => chunk.data.read(from, to), chunk.data.length, true);
  }

  discard(): void {
    for (const chunk of this.closed) chunk.data.discard();
    this.closed.length = 0;
  }

  private slice(
    index: { lsns: ArrayLike<number>; ops: ArrayLike<number>; starts: ArrayLike<number> },
    offset: Offset,
    read: (from: number, to: number) => Buffer | AsyncIterable<Buffer>,
    length: number,
    chunkClosed: boolean,
  ): LogSlice | null {
    const from = firstAfter(index, offset);
    const end = firstAfter(index, this.committed);
    if (from >= end) return null;
    const last = offsetAt(index, end - 1);
    // An item ends one comma before the next begins.
    const to = end < index.starts.length ? index.starts[end]! - 1 : length;
    const closed = chunkClosed && end === index.starts.length;
    return { data: read(index.starts[from]!, to), last, complete: compareOffsets(last, this.committed) >= 0, closed };
  }

  private closeChunk(open: ChunkBuffer): void {
    const data = this.store.put(open.take());
    this.closed.push({
      data,
      lsns: Float64Array.from(this.lsns),
      ops: Int32Array.from(this.ops),
      starts: Int32Array.from(this.starts),
    });
    this.storedBytes += data.length;
    this.open = null;
    this.lsns = [];
    this.ops = [];
    this.starts = [];
  }
}

function offsetAt(index: { lsns: ArrayLike<number>; ops: ArrayLike<number> }, at: number): Offset {
  return { lsn: index.lsns[at]!, op: index.ops[at]! };
}

function firstAfter(index: { lsns: ArrayLike<number>; ops: ArrayLike<number> }, offset: Offset): number {
  let low = 0;
  let high = index.lsns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareOffsets(offsetAt(index, middle), offset) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
