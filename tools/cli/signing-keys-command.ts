import { join } from 'node:path';
import { openPools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { chooseKms } from '@tillhouse/cloud-api/platform/keys/choose-kms.ts';
import { openKeyring } from '@tillhouse/cloud-api/platform/keys/keyring.ts';
import {
  publicKeys,
  type Realm,
  type RotatedKeys,
  rotateKeys,
} from '@tillhouse/cloud-api/services/identity/signing-keys.ts';
import type { Command } from 'commander';
import { defaultData, houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';
import { fail } from './talk.ts';

interface Flags {
  readonly data: string;
  readonly cloud?: string;
}

/** The keys that tokens are signed with; what they are sealed by is another matter (`tillhouse keys`). */
export function addSigningKeysCommand(program: Command): void {
  const command = program
    .command('signing-keys')
    .description('the keys that sign-ins and tokens are signed with: which are published, and a new one');
  const where = (one: Command): Command =>
    one
      .option('--data <dir>', 'data folder of the running house', defaultData)
      .option(
        '--cloud <url>',
        "the cloud's database as administrator (postgres://…); KMS and KEY_DIR as for the cloud",
      );
  where(command.command('list').description('what is published at /auth/oauth/jwks')).action((flags: Flags) =>
    run(flags, async ({ identity }) => {
      for (const { kid } of await publicKeys(identity, 'office')) say(kid ?? '');
    }),
  );
  where(
    command
      .command('rotate')
      .description(
        'sign with the next key from now on; nobody has to sign in anew, and the old one is checked for a day',
      ),
  ).action((flags: Flags) =>
    run(flags, async (pools, keyring) => {
      for (const realm of ['office', 'shop'] as const satisfies readonly Realm[]) {
        tell(realm, await rotateKeys(pools.identity, realm, keyring, Date.now()));
      }
    }),
  );
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function tell(realm: Realm, { current, next, retired }: RotatedKeys): void {
  say(`${realm}: ${current} signs within ten seconds everywhere`);
  say(`  next: ${next} (published now)`);
  for (const kid of retired) say(`  retired: ${kid} (still checked for a day)`);
}

type Work = (pools: ReturnType<typeof openPools>, keyring: Awaited<ReturnType<typeof openKeyring>>) => Promise<void>;

async function run(flags: Flags, work: Work): Promise<void> {
  try {
    const databaseUrl = flags.cloud ?? houseFiles(flags.data).databaseUrl;
    if (databaseUrl === null)
      throw new Plain(`No house runs over ${flags.data}. Give --cloud postgres://… . Nothing was changed.`);
    const keyDir = process.env['KEY_DIR'] ?? join(flags.data, 'keys');
    const pools = openPools(roleUrls(databaseUrl), () => {});
    try {
      await work(pools, await openKeyring({ pool: pools.system, kms: await chooseKms(process.env, keyDir) }));
    } finally {
      await pools.close();
    }
  } catch (error) {
    fail(error);
  }
}
