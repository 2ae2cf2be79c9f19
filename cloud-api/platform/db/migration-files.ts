import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface MigrationFile {
  readonly service: string;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** In this order: what comes later may name what came before. */
export const migratedServices = [
  'core',
  'sync',
  'identity',
  'events',
  'audit',
  'keys',
  'tenants',
  'operator',
  'payments',
] as const;

const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
const numbered = /^\d{4}_[a-z0-9_]+\.sql$/;

/** The numbered SQL of every service. A name that does not fit is a mistake and throws. */
export function migrationFiles(root: string = folder): MigrationFile[] {
  return migratedServices.flatMap((service) => {
    const path = join(root, service);
    if (!existsSync(path)) return [];
    const names = readdirSync(path)
      .filter((name) => name.endsWith('.sql'))
      .sort();
    return names.map((name) => {
      if (!numbered.test(name)) throw new Error(`migration ${service}/${name} is not named NNNN_name.sql`);
      const sql = readFileSync(join(path, name), 'utf8');
      // Line ends differ by checkout; they change nothing that runs.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { service, name, sql, checksum };
    });
  });
}
