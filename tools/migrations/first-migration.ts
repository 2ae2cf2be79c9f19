import type { Engine } from '@tillhouse/shared/data/connection.ts';
import { createTableSql } from '@tillhouse/shared/data/ddl.ts';
import { declaredTables } from '@tillhouse/shared/kernel/define-table.ts';
import '@tillhouse/shared/domains/tables.ts';

/** Tables of the domains; the sync protocol's own are migrated by the cloud beside them. */
export const domainTables = () => declaredTables().filter((table) => table.domain !== 'sync');

const heads: Record<Engine, string> = {
  postgres:
    '-- Written by tools/migrations/write.ts from shared/domains/*/schema.ts; a test holds both equal.\n' +
    '-- Grants, forced row-level security and the publication come from platform/db/secure.ts after every migration.\n',
  sqlite:
    '-- Written by tools/migrations/write.ts from shared/domains/*/schema.ts; a test holds both equal.\n' +
    '-- A desk holds one tenant, so no key carries one.\n',
};

/** The first numbered migration of an engine: every table of the domains with its keys and indexes. */
export function firstMigration(engine: Engine): string {
  const statements = domainTables().flatMap((table) => createTableSql(engine, table));
  return `${heads[engine]}\n${statements.map((statement) => `${statement};`).join('\n')}\n`;
}
