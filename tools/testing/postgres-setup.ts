import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../parts/postgres.ts';
import { migrateTemplate } from './template.ts';

/** One Postgres for a whole vitest run, thrown away after it; each test file makes its own database in it (database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-test-'));
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), fast: true });
  const close = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const adminUrl = server.url();
    project.provide('postgres', { adminUrl, ...(await migrateTemplate(adminUrl)) });
  } catch (error) {
    await close();
    throw error;
  }
  return close;
}
