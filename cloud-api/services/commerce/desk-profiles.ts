import { type DeviceProfile, deviceProfile, storeContext } from '../../platform/access/directory.ts';
import { deviceRevoked } from '../../platform/auth/authorise.ts';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { TtlMap } from '../../platform/ttl-map.ts';

/** For a desk that asks for all its shapes at once. What says no by it, or waits by it, looks again. */
const TTL = 1_000;

export interface DeskProfile {
  readonly device: DeviceProfile;
  /** The store's */
  readonly timeZone: string;
  /** Read for this request, not remembered */
  readonly isFresh: boolean;
}

/** What decides which rows a device follows, remembered for a moment: a desk that begins asks for a hundred shapes. */
export class DeskProfiles {
  readonly #pool: Pool;
  readonly #known = new TtlMap<string, Promise<Omit<DeskProfile, 'isFresh'> | null>>(TTL, 10_000);

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** @throws HttpProblem where the device is not enrolled any more */
  async of(caller: DeviceCaller, anew = false): Promise<DeskProfile> {
    const key = `${caller.tenantId}/${caller.deviceId}`;
    let profile = anew ? undefined : this.#known.get(key);
    const isFresh = profile === undefined;
    if (!profile) {
      profile = this.#read(caller);
      this.#known.set(key, profile);
      // A database that was away must not be remembered as the answer.
      profile.catch(() => this.#known.delete(key));
    }
    const known = await profile;
    if (known?.device.status !== 'enrolled') throw deviceRevoked();
    return { ...known, isFresh };
  }

  forget(): void {
    this.#known.clear();
  }

  #read({ tenantId, deviceId }: DeviceCaller): Promise<Omit<DeskProfile, 'isFresh'> | null> {
    return withTenant(this.#pool, tenantId, async (db) => {
      const device = await deviceProfile(db, tenantId, deviceId);
      return device ? { device, timeZone: (await storeContext(db, tenantId)).timeZone } : null;
    });
  }
}
