import { join } from 'node:path';
import { migrate } from '@tillhouse/cloud-api/migrate.ts';
import { type RunningPostgres, startPostgres } from '../../parts/postgres.ts';
import { during, step } from '../progress.mjs';

const database = 'tillhouse';

export type HouseDatabase = { postgres: RunningPostgres; migrated: Awaited<ReturnType<typeof migrate>> };

/** Starts the embedded Postgres of this data folder and brings the cloud's database to this version. */
export async function startDatabase(dataDir: string): Promise<HouseDatabase> {
  const postgres = await during('Starting Postgres', () =>
    startPostgres({ dataDir: join(dataDir, 'postgres'), onNotice: (text) => step(`  ${text}`) }),
  );
  try {
    const migrated = await during('Bringing the database to this version', () =>
      migrate({ adminUrl: postgres.url(), database }),
    );
    return { postgres, migrated };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
