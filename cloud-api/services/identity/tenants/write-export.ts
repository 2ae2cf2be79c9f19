import { createHash } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { declaredTables, tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { openedRows } from '@tillhouse/shared/data/fields.ts';
import { type KeptBody, openBodies } from '../../../platform/audit/seal-bodies.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withSnapshot, withTransaction } from '../../../platform/db/transaction.ts';
import '@tillhouse/shared/domains/tables.ts';
import { type ArchivedFile, writeArchive } from './archive.ts';

export interface ExportedTable {
  /** `public.products` */
  readonly table: string;
  /** Inside the archive */
  readonly file: string;
  readonly rows: number;
  readonly sha256: string;
  /** Columns that are left out, since they open something: hashes of passwords, PINs, keys and tokens */
  readonly omitted: readonly string[];
}

export interface ExportManifest {
  readonly format: 'tillhouse-export';
  readonly version: 1;
  readonly tenant: { readonly id: string; readonly name: string };
  /** ISO 8601: all tables as they stood at this one moment */
  readonly takenAt: string;
  readonly tables: readonly ExportedTable[];
  readonly rows: number;
}

export interface ExportPools {
  readonly app: Pool;
  readonly identity: Pool;
  readonly operator: Pool;
  readonly system: Pool;
}
const readers = ['app', 'identity', 'operator', 'system'] as const;
type Reader = (typeof readers)[number];

interface TableOfTenant {
  readonly name: string;
  readonly key: readonly string[];
  readonly reader: Reader;
  readonly omitted: readonly string[];
}

/** In tables that are not the domain's: what opens something. The domain's own secrets are declared. */
const opens = /(^|_)(hash|secret|sealed|wrapped|private|jwk|payload|cipher)(_|$)/;

/** Every table that has a tenant, by the catalogue. @throws where no role may read one: an export is whole or none */
export async function tablesOfTenants(identity: Pool): Promise<TableOfTenant[]> {
  const rows = await withTransaction(identity, (db) =>
    db.rows<{ name: string; key_columns: string[]; columns: string[]; readers: Reader[] }>(
      `SELECT t.name, t.key_columns,
              ARRAY(SELECT attname::text FROM pg_attribute a
                     WHERE a.attrelid = t.id AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
              ARRAY(SELECT r FROM unnest($1::text[]) r
                     WHERE has_schema_privilege(r, split_part(t.name, '.', 1), 'USAGE')
                       AND has_table_privilege(r, t.id, 'SELECT')) AS readers
         FROM identity.tables_of_tenants() t`,
      [readers],
    ),
  );
  return rows.map(({ name, key_columns: key, columns, readers: may }) => {
    const [reader] = readers.filter((each) => may.includes(each));
    if (!reader) throw new Error(`no role may read ${name}, so it cannot be exported`);
    return { name, key, reader, omitted: columns.filter((column) => isSecret(name, column)) };
  });
}

function isSecret(name: string, column: string): boolean {
  const [schema, short] = name.split('.');
  if (schema === 'audit' || schema === 'events') return false;
  const declared = schema === 'public' ? declaredTables().find((each) => each.name === short) : undefined;
  if (!declared) return opens.test(column);
  const own = [...namesOf(declared).columns].find(([, sql]) => sql === column)?.[0];
  return own !== undefined && declared.columns[own]?.secret === true;
}

const ROWS_AT_ONCE = 1_000;

/**
 * Every row of every table of a tenant at one moment, as NDJSON files in one .tar.gz with a manifest that counts and
 * hashes each. Row by row: a large tenant takes time and disk, not memory.
 * @param folder of its own, made and emptied here
 */
export async function writeExport(
  pools: ExportPools,
  tenant: { readonly id: string; readonly name: string },
  folder: string,
  takenAt: string,
  onTable: () => Promise<void>,
): Promise<{
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly manifest: ExportManifest;
}> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const tables = await tablesOfTenants(pools.identity);
  const done: ExportedTable[] = [];
  const files: ArchivedFile[] = [];
  const take = async (db: Connection, reader: Reader): Promise<void> => {
    for (const table of tables.filter((each) => each.reader === reader)) {
      const file = `tables/${table.name}.ndjson`;
      const path = join(folder, `${table.name}.ndjson`);
      done.push({ table: table.name, file, omitted: table.omitted, ...(await writeTable(db, table, tenant.id, path)) });
      files.push({ name: file, path });
      await onTable();
    }
  };
  await withSnapshot(pools.app, tenant.id, async (db) => {
    const [moment] = await db.rows<{ at: string }>('SELECT pg_export_snapshot() AS at');
    await take(db, 'app');
    for (const reader of readers.filter((each) => each !== 'app'))
      await withSnapshot(pools[reader], null, (other) => take(other, reader), moment?.at);
  });
  const sorted = done.toSorted((one, other) => (one.table < other.table ? -1 : 1));
  const manifest: ExportManifest = {
    format: 'tillhouse-export',
    version: 1,
    tenant,
    takenAt,
    tables: sorted,
    rows: sorted.reduce((sum, { rows }) => sum + rows, 0),
  };
  const manifestPath = join(folder, 'manifest.json');
  await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  const path = join(folder, 'export.tar.gz');
  const archive = await writeArchive([{ name: 'manifest.json', path: manifestPath }, ...files], path);
  for (const each of [manifestPath, ...files.map((file) => file.path)]) await rm(each);
  return { path, manifest, ...archive };
}

async function writeTable(
  db: Connection,
  { name, key, omitted }: TableOfTenant,
  tenantId: string,
  path: string,
): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  const file = await open(path, 'w', 0o600);
  let rows = 0;
  try {
    // The names are the catalogue's own; the tenant is a parameter.
    await db.client.query({
      text: `DECLARE taken NO SCROLL CURSOR FOR
             SELECT (to_jsonb(t) - $2::text[])::text AS line FROM ${name} t WHERE tenant_id = $1
             ${key.length > 0 ? `ORDER BY ${key.map((column) => `t.${column}`).join(', ')}` : ''}`,
      values: [tenantId, omitted],
    });
    for (;;) {
      const { rows: part } = await db.client.query<{ line: string }>(`FETCH ${ROWS_AT_ONCE} FROM taken`);
      if (part.length === 0) break;
      const text = (await opened(db, name, tenantId, part)).map((line) => `${line}\n`).join('');
      hash.update(text);
      await file.write(text);
      rows += part.length;
    }
    await db.client.query('CLOSE taken');
  } finally {
    await file.close();
  }
  return { rows, sha256: hash.digest('hex') };
}

type Row = Record<string, unknown>;

/** What is sealed for the tenant is theirs to read. */
async function opened(
  db: Connection,
  name: string,
  tenantId: string,
  part: readonly { line: string }[],
): Promise<string[]> {
  const lines = part.map(({ line }) => line);
  const [schema, short = ''] = name.split('.');
  const { fields } = db;
  if (fields && name === 'audit.details') {
    const rows = lines.map((line) => JSON.parse(line) as Row);
    const kept = rows.map(({ mutation_id: id, body }): KeptBody => ({ mutationId: String(id), body: String(body) }));
    const bodies = await openBodies(fields, tenantId, kept);
    return rows.map((row, at) => {
      const body = bodies[at]?.body ?? null;
      return JSON.stringify({ ...row, body: body && JSON.stringify(body) });
    });
  }
  const table = schema === 'public' && fields?.covers(short) ? tableNamed(short) : undefined;
  if (!table) return lines;
  const rows = await openedRows(
    fields,
    table,
    lines.map((line) => JSON.parse(line) as Row),
  );
  return rows.map((row) => JSON.stringify(row));
}
