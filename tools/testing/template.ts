import { existsSync } from 'node:fs';

const migrateModule = new URL('../../cloud-api/migrate.ts', import.meta.url);
const template = 'template_tillhouse';

type Migrate = (options: { adminUrl: string; database: string }) => Promise<unknown>;

/** Migrates one database that every test database is copied from; undefined while the cloud has no migrations. */
export async function migrateTemplate(adminUrl: string): Promise<string | undefined> {
  if (!existsSync(migrateModule)) return undefined;
  const { migrate } = (await import(migrateModule.href)) as { migrate: Migrate };
  await migrate({ adminUrl, database: template });
  return template;
}
