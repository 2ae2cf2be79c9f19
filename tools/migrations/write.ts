import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Engine } from '@tillhouse/shared/data/connection.ts';
import { firstMigration } from './first-migration.ts';

/**
 * Writes the first migrations from the table definitions. Only until the first release: from then on a change of a
 * table is a new numbered file, written by hand, and the drift test says when it is missing.
 * `--check` writes nothing and ends with 1 where a file differs.
 */
const files: Record<Engine, URL> = {
  postgres: new URL('../../cloud-api/migrations/core/0001_core.sql', import.meta.url),
  sqlite: new URL('../../desktop/host/migrations/0001_desk.sql', import.meta.url),
};

const check = process.argv.includes('--check');
for (const [engine, file] of Object.entries(files) as [Engine, URL][]) {
  const path = fileURLToPath(file);
  const sql = firstMigration(engine);
  if (check) {
    if (readFileSync(path, 'utf8').replaceAll('\r\n', '\n') === sql) continue;
    console.error(`${path} is not what the definitions say. Run: npm exec -- node tools/migrations/write.ts`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, sql);
    console.log(`wrote ${path}`);
  }
}
