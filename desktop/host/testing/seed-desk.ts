import type { DeskDatabase } from '@tillhouse/sync/client/desk-database.ts';
import type { Enrolment } from '../session/desk-state.ts';
import { seedCatalogue } from './seed-catalogue.ts';
import { seedIds, seedNow } from './seed-ids.ts';
import { seedStore } from './seed-store.ts';

export interface SeedChoices {
  readonly products?: number;
  readonly variantsEach?: number;
  /** PHC string of the PIN of both people */
  readonly pinHash?: string | null;
  readonly openDrawer?: boolean;
}

export const seedEnrolment: Enrolment = {
  deviceId: seedIds.device,
  deviceName: 'Bath till 1',
  enrolledAt: seedNow,
  cloudUrl: 'http://127.0.0.1:9',
  tenant: { id: seedIds.tenant, name: 'Larkhall' },
  profile: { kind: 'till', locationIds: [seedIds.bath, seedIds.melksham], registerId: seedIds.till },
};

/** A small shop, or a large one: the same rows every time. Prices 1.00 + n × 0.01, ten on hand at Bath. */
export async function seedDesk(desk: DeskDatabase, choices: SeedChoices = {}): Promise<void> {
  const { products: count = 5, variantsEach = 1, pinHash = null, openDrawer = true } = choices;
  await desk.transaction('foreground', async (connection) => {
    connection.runNow("INSERT OR REPLACE INTO desk_state (name, value) VALUES ('enrolment', ?)", [
      JSON.stringify(seedEnrolment),
    ]);
    seedStore(connection, pinHash, openDrawer);
  });
  const chunk = 2_000;
  for (let start = 0; start < count; start += chunk) {
    const size = Math.min(chunk, count - start);
    await desk.transaction('background', async (connection) => seedCatalogue(connection, start, size, variantsEach));
  }
}
