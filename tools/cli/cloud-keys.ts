import { join } from 'node:path';
import { openPools, type Pools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { chooseKms } from '@tillhouse/cloud-api/platform/keys/choose-kms.ts';
import { PLATFORM } from '@tillhouse/cloud-api/platform/keys/keyring.ts';
import type { Kms } from '@tillhouse/cloud-api/platform/keys/kms.ts';
import {
  keyStatus,
  type Rotation,
  rotateKek,
  rotateTenant,
  tenantsWithKeys,
} from '@tillhouse/cloud-api/platform/keys/rotate.ts';
import { houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';

export interface CloudFlags {
  readonly data: string;
  readonly database?: string;
  readonly kek?: true;
  readonly tenant?: string;
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** As administrator; null where none is given and no house runs. */
export function cloudDatabase({ data, database }: CloudFlags): string | null {
  return database ?? process.env.TILLHOUSE_DATABASE ?? houseFiles(data).databaseUrl;
}

async function withCloud<T>(flags: CloudFlags, work: (pools: Pools, kms: Kms) => Promise<T>): Promise<T> {
  const url = cloudDatabase(flags);
  if (!url) throw new Plain(`No house runs over ${flags.data}. Nothing was changed. Start it, or give --database.`);
  const kms = await chooseKms(process.env, process.env.KEY_DIR ?? join(flags.data, 'keys'));
  const pools = openPools(roleUrls(url), () => {});
  try {
    return await work(pools, kms);
  } finally {
    await pools.close();
  }
}

export function cloudKeyStatus(flags: CloudFlags): Promise<string[]> {
  return withCloud(flags, async (pools, kms) => {
    const status = await keyStatus(pools.system, kms);
    return [
      `cloud: key service ${kms.provider}, key ${status.kek ?? 'none yet'}`,
      ...status.keks.map(
        ({ kek, keys }) =>
          `  ${keys} tenant keys are wrapped by ${kek}${kek === status.kek ? '' : ' (a rotation was stopped: run --kek again)'}`,
      ),
      `  ${status.tenants} tenants, the platform among them; ${status.persons} persons have a key, ${status.erased} were erased`,
      ...status.unfinished.map((id) => `  tenant ${id} still has an older key: run --tenant ${id} again`),
    ];
  });
}

export function rotateCloud(flags: CloudFlags): Promise<void> {
  return withCloud(flags, async (pools, kms) => {
    const rotation: Rotation = {
      pool: pools.system,
      identity: pools.identity,
      payments: pools.payments,
      app: pools.app,
      kms,
      now: Date.now,
      onProgress: say,
    };
    if (flags.kek) {
      await rotateKek(rotation);
      return;
    }
    const asked = flags.tenant ?? '';
    if (asked !== 'all' && asked !== 'platform' && !uuid.test(asked))
      throw new Plain(`${asked} is no tenant’s id. Nothing was changed.`);
    const known = await tenantsWithKeys(pools.system);
    const ids = asked === 'all' ? known : [asked === 'platform' ? PLATFORM : asked.toLowerCase()];
    for (const id of ids) {
      if (!known.includes(id)) throw new Plain(`Tenant ${id} has no key yet. Nothing of it was changed.`);
      await rotateTenant(rotation, id);
    }
  });
}
