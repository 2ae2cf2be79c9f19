/** Of a shape without rows, of which a shop of many months has thousands. */
const nothing = Buffer.alloc(0);

/**
 * Joins JSON texts with commas into growing memory, without holding them as strings. The memory is its own: cut from the
 * process's pool, a text of a hundred bytes that stays would keep 64 KB of what was beside it for a moment.
 */
export class ChunkBuffer {
  private bytes: Buffer;
  private end = 0;
  private empty = true;

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  get length(): number {
    return this.end;
  }

  /** @returns where the text begins (after the comma) */
  add(text: string): number {
    // A UTF-16 unit takes three bytes at most.
    this.reserve(text.length * 3 + 1);
    this.separate();
    const start = this.end;
    this.end += this.bytes.write(text, this.end);
    return start;
  }

  /**
   * Adds one item that `write` puts into memory by itself.
   * @param most how many bytes it may take
   * @param write gets the memory and where to begin, returns where it ended
   */
  addWith(most: number, write: (bytes: Buffer, at: number) => number): void {
    this.reserve(most + 1);
    this.separate();
    this.end = write(this.bytes, this.end);
  }

  /** Stays valid after later additions: they only write behind it, or into new memory. */
  view(from: number, to: number): Buffer {
    return this.bytes.subarray(from, to);
  }

  /** What was joined, in memory of its own size. */
  take(): Buffer {
    if (this.end === 0) return nothing;
    const taken = Buffer.allocUnsafeSlow(this.end);
    this.bytes.copy(taken, 0, 0, this.end);
    return taken;
  }

  /** Forgets the content and keeps the memory. Only when no view is in use. */
  reset(): void {
    this.end = 0;
    this.empty = true;
  }

  private separate(): void {
    if (!this.empty) this.bytes[this.end++] = 0x2c;
    this.empty = false;
  }

  private reserve(more: number): void {
    const needed = this.end + more;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.end);
    this.bytes = grown;
  }
}
