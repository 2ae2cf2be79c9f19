import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Migration, migrationsIn } from './migrate.ts';

const here = import.meta.dirname;
/** Beside the bundled host in a packaged desk, beside the sources otherwise. */
const bundled = join(here, 'migrations');

/** All that makes a desk's file: the shop's tables, the host's own, and those of sync. */
export function deskMigrations(): Migration[] {
  if (existsSync(join(bundled, 'desk'))) {
    return [...migrationsIn(join(bundled, 'desk'), 'desk'), ...migrationsIn(join(bundled, 'sync'), 'sync')];
  }
  const sync = fileURLToPath(import.meta.resolve('@tillhouse/sync/client/migrations/0001_sync.sql'));
  return [...migrationsIn(join(here, '../migrations'), 'desk'), ...migrationsIn(join(sync, '..'), 'sync')];
}
