import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type RunningPostgres, startPostgres } from '../parts/postgres.ts';
import { migrateTemplate } from './template.ts';

/**
 * One Postgres for each file that runs at a time, thrown away after the run; each test file makes its own database in it
 * (database.ts). Two files on one server would meet in what is the server's own: its oldest transaction, its roles, its log.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-test-'));
  const servers: RunningPostgres[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  const start = async (at: number) => {
    const server = await startPostgres({ dataDir: join(folder, `postgres-${at}`), fast: true });
    servers.push(server);
    const adminUrl = server.url();
    return { adminUrl, ...(await migrateTemplate(adminUrl)) };
  };
  const atATime = project.config.maxWorkers;
  // Not at the first failure: what else has started by then is stopped too.
  const started = await Promise.allSettled(Array.from({ length: atATime }, (_, at) => start(at)));
  const failed = started.find((each) => each.status === 'rejected');
  if (failed) {
    await close();
    throw failed.reason;
  }
  project.provide(
    'postgres',
    started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])),
  );
  return close;
}
