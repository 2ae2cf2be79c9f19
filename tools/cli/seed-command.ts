import { join } from 'node:path';
import type { Command } from 'commander';
import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { chooseKms } from '@tillhouse/cloud-api/platform/keys/choose-kms.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { defaultData, houseFiles } from './house-files.ts';
import { Plain } from './plain.ts';
import { seedDemo } from './seed-demo.ts';
import { fail, Progress } from './talk.ts';

export function addSeedCommand(program: Command): void {
  program
    .command('seed')
    .description('the demo merchant Larkhall with about ten weeks of trade; run again it adds nothing')
    .option('--data <dir>', 'data folder of a running house', defaultData)
    .option('--database <url>', "the cloud's database as administrator, instead of a house (or TILLHOUSE_DATABASE)")
    .action(async (flags: { data: string; database?: string }) => {
      const databaseUrl = flags.database ?? process.env.TILLHOUSE_DATABASE ?? houseFiles(flags.data).databaseUrl;
      if (!databaseUrl)
        throw new Plain(
          `No house runs over ${flags.data}. Start it with npm start, which seeds by itself, or give --database.`,
        );
      const progress = new Progress();
      try {
        // No service is started: the seed runs its commands in this process.
        const kms = await chooseKms(process.env, process.env.KEY_DIR ?? join(flags.data, 'keys'));
        const cloud = await bootCloud({ databaseUrl, services: [], log: createLog('error'), kms });
        const shop = await seedDemo(cloud, { progress: progress.progress });
        await cloud.close();
        progress.end();
        process.stdout.write(
          `Larkhall is there: ${shop.ran} commands ran now.\n  Sign in: ${shop.email}  password ${shop.password}  PIN ${shop.pin}\n  Publishable key: ${shop.publishableKey}\n`,
        );
      } catch (error) {
        progress.end();
        fail(error);
      }
    });
}
