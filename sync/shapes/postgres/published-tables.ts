import type { Pool } from 'pg';
import type { Table } from './catalogue.ts';
import { isPublished, publishTable } from './publication.ts';

/** Remembers which tables were found published, so that each further shape of a table does not ask again. */
export class PublishedTables {
  private readonly pool: Pool;
  private readonly publication: string;
  private readonly known = new Map<number, Table>();

  constructor(pool: Pool, publication: string) {
    this.pool = pool;
    this.publication = publication;
  }

  /** @throws as publishTable */
  async ensure(table: Table): Promise<void> {
    if (this.known.get(table.oid)?.fingerprint === table.fingerprint) return;
    await publishTable(this.pool, this.publication, table);
    this.known.set(table.oid, table);
  }

  forget(table: Table): void {
    this.known.delete(table.oid);
  }

  /** The tables that somebody took out of the publication, or whose old rows no longer come whole. */
  async findLost(): Promise<Table[]> {
    const lost: Table[] = [];
    for (const table of [...this.known.values()]) {
      if (await isPublished(this.pool, this.publication, table)) continue;
      this.known.delete(table.oid);
      lost.push(table);
    }
    return lost;
  }
}
