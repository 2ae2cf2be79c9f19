import type { Pool } from 'pg';
import { readTable, type Table } from './catalogue.ts';
import { quoteTable, type TableName } from './identifiers.ts';

interface Entry {
  readonly table: Promise<Table | null>;
  readonly at: number;
}

/** Long enough that a crowd of desks coming back asks the catalogue once, short enough that DDL is seen at once. */
const freshMs = 500;

/** A table that is dropped and made again is away for as long; who follows it meanwhile is not to give up for good. */
const lostMs = 2_000;

/** The catalogue's answers for a moment, and what to do when two of them differ. */
export class TableCache {
  private readonly entries = new Map<string, Entry>();
  private readonly known = new Map<string, Table>();
  /** Tables that were there, and when each was first missed */
  private readonly lost = new Map<string, number>();
  private readonly pool: Pool;
  private readonly storedGenerated: boolean;
  private readonly onChanged: (before: Table) => void;

  constructor(pool: Pool, storedGenerated: boolean, onChanged: (before: Table) => void) {
    this.pool = pool;
    this.storedGenerated = storedGenerated;
    this.onChanged = onChanged;
  }

  async lookUp(name: TableName): Promise<Table | null> {
    const key = quoteTable(name);
    const entry = this.entries.get(key);
    if (entry && Date.now() - entry.at < freshMs) return entry.table;
    const table = readTable(this.pool, name, this.storedGenerated);
    this.entries.set(key, { table, at: Date.now() });
    try {
      const found = await table;
      this.compare(key, found);
      // Names that do not exist are the caller's to choose: they must not fill the memory.
      if (!found) this.entries.delete(key);
      return found;
    } catch (error) {
      this.entries.delete(key);
      throw error;
    }
  }

  /** Whether a table that is not there was there a moment ago. */
  lostLately(name: TableName): boolean {
    const since = this.lost.get(quoteTable(name));
    return since !== undefined && Date.now() - since < lostMs;
  }

  /** The next look-up asks the catalogue: something showed that the answer may be old. */
  forget(name: TableName): void {
    this.entries.delete(quoteTable(name));
  }

  /** DDL without a following row is not in the stream, so the catalogue is asked from time to time. */
  async recheck(): Promise<void> {
    for (const table of [...this.known.values()]) await this.lookUp(table);
  }

  private compare(key: string, found: Table | null): void {
    const before = this.known.get(key);
    if (found) {
      this.known.set(key, found);
      this.lost.delete(key);
    } else if (this.known.delete(key)) {
      for (const [name, since] of this.lost) if (Date.now() - since >= lostMs) this.lost.delete(name);
      this.lost.set(key, Date.now());
    }
    if (before && before.fingerprint !== found?.fingerprint) this.onChanged(before);
  }
}
