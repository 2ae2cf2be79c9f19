import { createReadStream } from 'node:fs';
import { unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeChunkFolder, removeFolder } from './chunk-folder.ts';

/** Bytes that never change again, in memory or in a file. */
export interface StoredBytes {
  readonly length: number;
  /** `to` is exclusive. A file is streamed, so that a slow reader costs no memory. */
  read(from: number, to: number): Buffer | AsyncIterable<Buffer>;
  discard(): void;
}

export interface ChunkStoreOptions {
  /** What closed chunks may take in memory; the rest goes to files. */
  readonly memoryBytes: number;
  /** Folder for the temporary folder; the system's when null. */
  readonly parent: string | null;
  readonly onError: (error: unknown) => void;
}

/** Chunks on their way to the disk are still in memory; beyond this, whoever makes them has to wait. */
const congestedBytes = 32 * 1024 * 1024;

/**
 * Keeps closed chunks: in memory while the budget lasts, in files afterwards. The files are a cache of what the database
 * has and die with the process; they hold tenants' rows, so the folder is readable by its owner only (mkdtemp: 0700).
 */
export class ChunkStore {
  private readonly options: ChunkStoreOptions;
  private folder: string | null = null;
  private used = 0;
  private writing = 0;
  private count = 0;
  private closed = false;
  private waiting: (() => void)[] = [];

  constructor(options: ChunkStoreOptions) {
    this.options = options;
  }

  get isCongested(): boolean {
    return this.writing > congestedBytes;
  }

  async drained(): Promise<void> {
    while (this.isCongested) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  put(bytes: Buffer): StoredBytes {
    const fits = this.used + bytes.length <= this.options.memoryBytes;
    // A snapshot that ends after the store was closed must not leave a folder behind.
    return fits || this.closed ? this.inMemory(bytes) : this.inFile(bytes);
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
    this.folder ??= makeChunkFolder(this.options.parent ?? tmpdir());
    const path = join(this.folder, `${this.count++}.json`);
    const { length } = bytes;
    // Readable from memory until the file is whole. Where the disk fails, the chunk just stays there.
    let memory: Buffer | null = bytes;
    this.writing += length;
    const written = writeFile(path, bytes, { mode: 0o600 }).then(
      () => {
        memory = null;
      },
      (error: unknown) => this.options.onError(error),
    );
    const settled = written.finally(() => {
      this.writing -= length;
      const waiting = this.waiting;
      this.waiting = [];
      for (const resolve of waiting) resolve();
    });
    return {
      length,
      read: (from, to) => {
        if (memory) return memory.subarray(from, to);
        return from >= to ? Buffer.alloc(0) : createReadStream(path, { start: from, end: to - 1 });
      },
      // A reader on Windows may hold it open: close() removes the folder.
      discard: () => {
        void settled.then(() => unlink(path).catch(() => {}));
      },
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    while (this.writing > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.folder) removeFolder(this.folder);
  }
}
