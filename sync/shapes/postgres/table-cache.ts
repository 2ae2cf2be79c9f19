import type { Pool } from 'pg';
import { readTable, type Table } from './catalogue.ts';
import { quoteTable, type TableName } from './identifiers.ts';

interface Entry {
  readonly table: Promise<Table | null>;
  readonly at: number;
}

/** Long enough that a crowd of desks coming back asks the catalogue once, short enough that DDL is seen at once. */
const freshMs = 500;

/** The catalogue's answers for a moment, and what to do when two of them differ. */
export class TableCache {
  private readonly entries = new Map<string, Entry>();
  private readonly known = new Map<string, Table>();
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
    if (found) this.known.set(key, found);
    else this.known.delete(key);
    if (before && before.fingerprint !== found?.fingerprint) this.onChanged(before);
  }
}
