import { ChunkBuffer } from './chunk-buffer.ts';
import type { ChunkStore, StoredBytes } from './chunk-store.ts';

/** The rows of a shape's snapshot in closed chunks, readable one by one while later ones are still being written. */
export class SnapshotChunks {
  private readonly store: ChunkStore;
  private readonly chunkBytes: number;
  private readonly chunks: StoredBytes[] = [];
  private buffer: ChunkBuffer | null = new ChunkBuffer(4096);
  private finished = false;
  private failure: Error | null = null;
  private waiting: (() => void)[] = [];

  constructor(store: ChunkStore, chunkBytes: number) {
    this.store = store;
    this.chunkBytes = chunkBytes;
  }

  get bytes(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** Whether there is something to answer the first reader with. */
  get hasChunks(): boolean {
    return this.chunks.length > 0;
  }

  add(message: string): void {
    const buffer = this.buffer!;
    buffer.add(message);
    if (buffer.length >= this.chunkBytes) this.close(buffer);
  }

  /** As ChunkBuffer.addWith. */
  addWith(most: number, write: (bytes: Buffer, at: number) => number): void {
    const buffer = this.buffer!;
    buffer.addWith(most, write);
    if (buffer.length >= this.chunkBytes) this.close(buffer);
  }

  /** A promise while whoever adds should wait for the disk. */
  pause(): Promise<void> | null {
    return this.store.isCongested ? this.store.drained() : null;
  }

  /** At least one chunk always exists, if an empty one: the first answer needs an offset. */
  finish(): void {
    if (this.finished || this.failure) return;
    if (this.buffer!.length > 0 || this.chunks.length === 0) this.close(this.buffer!);
    this.buffer = null;
    this.finished = true;
    this.wake();
  }

  fail(error: Error): void {
    if (this.finished || this.failure) return;
    this.failure = error;
    this.buffer = null;
    this.wake();
  }

  /** Waits for chunk `index`; `null` when the snapshot ends before it. @throws what ended the snapshot early */
  async chunk(index: number): Promise<StoredBytes | null> {
    while (!this.chunks[index] && !this.finished && !this.failure) {
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    const chunk = this.chunks[index];
    if (chunk) return chunk;
    if (this.failure) throw this.failure;
    return null;
  }

  discard(): void {
    for (const chunk of this.chunks) chunk.discard();
  }

  private close(buffer: ChunkBuffer): void {
    this.chunks.push(this.store.put(buffer.take()));
    buffer.reset();
    this.wake();
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
