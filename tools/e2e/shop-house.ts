import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { testKeyDir, testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { type DemoShop, seedDemo } from '../cli/seed-demo.ts';
import { buildScreens } from '../launcher/house/build-screens.ts';
import { root } from '../launcher/paths.mjs';
import { freePort } from '../parts/ports.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { type Child, runChild } from './child.ts';
import { deskProcess } from './desk-process.ts';

/** A whole house whose cloud and desk are processes of their own, to be taken away and brought back at the same addresses. */
export interface ShopHouse {
  readonly shop: DemoShop;
  readonly database: TestDatabase;
  readonly cloudUrl: string;
  readonly deskFile: string;
  startCloud(): Promise<void>;
  stopCloud(): Promise<void>;
  /** Resolves to an address that opens one window. */
  startHost(): Promise<string>;
  address(page: string): Promise<string>;
  killHost(): Promise<void>;
  /** What the processes said, for a failing test. */
  output(): string;
  close(): Promise<void>;
}

export async function openShopHouse(): Promise<ShopHouse> {
  await buildScreens();
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-e2e-'));
  const [cloudPort, hostPort] = [await freePort(), await freePort()];
  const cloudUrl = `http://127.0.0.1:${cloudPort}`;

  const seeding = await bootCloud({ databaseUrl: database.url, log: createLog('warn'), kms: testKms() });
  const shop = await seedDemo(seeding);
  await seeding.close();

  let cloud: Child | undefined;
  const desk = deskProcess({ folder, cloudUrl, port: hostPort });
  const house: ShopHouse = {
    shop,
    database,
    cloudUrl,
    deskFile: desk.file,
    async startCloud() {
      const env = {
        DATABASE_URL: database.url,
        PORT: String(cloudPort),
        MIGRATE: 'no',
        KEY_DIR: testKeyDir(),
        LOG_LEVEL: 'info',
      };
      cloud = runChild(join(root, 'cloud-api/main.ts'), [], env);
      await cloud.next((line) => (line.includes('the cloud is up') ? true : undefined));
    },
    async stopCloud() {
      await cloud?.end('SIGTERM');
      cloud = undefined;
    },
    startHost: () => desk.start(),
    address: (page) => desk.address(page),
    killHost: () => desk.end('SIGKILL'),
    output: () => `cloud:\n${cloud?.output().slice(-4000) ?? '(stopped)'}\nhost:\n${desk.output()}`,
    async close() {
      await desk.end('SIGTERM');
      await cloud?.end('SIGTERM');
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return house;
}
