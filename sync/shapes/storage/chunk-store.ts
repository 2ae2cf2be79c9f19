import { createReadStream, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that never change again, in memory or in a file. */
export interface StoredBytes {
  readonly length: number;
  /** `to` is exclusive. A file is streamed, so that a slow reader costs no memory. */
  read(from: number, to: number): Buffer | AsyncIterable<Buffer>;
  discard(): void;
}

/**
 * Keeps closed chunks: in memory while the budget lasts, in files afterwards. The files are a cache of what the database
 * has and die with the process; they hold tenants' rows, so the folder is readable by its owner only (mkdtemp: 0700).
 */
export class ChunkStore {
  private readonly memoryBytes: number;
  private readonly parent: string;
  private folder: string | null = null;
  private used = 0;
  private count = 0;

  /** @param parent folder for the temporary folder; the system's when null */
  constructor(memoryBytes: number, parent: string | null) {
    this.memoryBytes = memoryBytes;
    this.parent = parent ?? tmpdir();
  }

  put(bytes: Buffer): StoredBytes {
    return this.used + bytes.length <= this.memoryBytes ? this.inMemory(bytes) : this.inFile(bytes);
  }

  private inMemory(bytes: Buffer): StoredBytes {
    this.used += bytes.length;
    let held = true;
    return {
      length: bytes.length,
      read: (from, to) => bytes.subarray(from, to),
      discard: () => {
        if (held) this.used -= bytes.length;
        held = false;
      },
    };
  }

  private inFile(bytes: Buffer): StoredBytes {
    this.folder ??= mkdtempSync(join(this.parent, 'tillhouse-shapes-'));
    const path = join(this.folder, `${this.count++}.json`);
    // Synchronous on purpose: it goes to the page cache in milliseconds, and the log must stay in order.
    writeFileSync(path, bytes, { mode: 0o600 });
    return {
      length: bytes.length,
      read: (from, to) => (from >= to ? Buffer.alloc(0) : createReadStream(path, { start: from, end: to - 1 })),
      discard: () => {
        try {
          unlinkSync(path);
        } catch {
          // Already gone, or still being read on Windows: close() removes the folder.
        }
      },
    };
  }

  close(): void {
    if (this.folder) rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
    this.folder = null;
  }
}
