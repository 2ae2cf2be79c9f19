import { existsSync } from 'node:fs';

const migrateModule = new URL('../../cloud-api/migrate.ts', import.meta.url);
const keysModule = new URL('../../cloud-api/testing/lay-signing-keys.ts', import.meta.url);
const template = 'template_tillhouse';

type Migrate = (options: { adminUrl: string; database: string }) => Promise<unknown>;

/**
 * Migrates one database that every test database is copied from. A migration that fails is the failure of the tests that
 * need it, told by `createTestDatabase`, and not of those that need an empty database or none.
 */
export async function migrateTemplate(adminUrl: string): Promise<{ template: string } | { broken: string }> {
  if (!existsSync(migrateModule)) return { broken: 'the cloud has no migrations' };
  try {
    const { migrate } = (await import(migrateModule.href)) as { migrate: Migrate };
    await migrate({ adminUrl, database: template });
    const { laySigningKeys } = (await import(keysModule.href)) as { laySigningKeys: (url: string) => Promise<void> };
    const url = new URL(adminUrl);
    url.pathname = `/${template}`;
    await laySigningKeys(url.href);
    return { template };
  } catch (error) {
    return { broken: error instanceof Error ? `${error.stack}` : String(error) };
  }
}
