import { join } from 'node:path';
import { block } from './house/block.ts';
import { buildElectronWindow, buildScreens } from './house/build-screens.ts';
import { startCloud } from './house/cloud.ts';
import { openDataFolder, resetDataFolder } from './house/data-folder.ts';
import { startDatabase } from './house/database.ts';
import { ensureDemo } from './house/demo.ts';
import { startDesk } from './house/desk.ts';
import { onEnd } from './house/end.ts';
import { enrolDesk } from './house/enrol-desk.ts';
import { listenForCommands } from './house/keys.ts';
import { lockData } from './house/lock-data.ts';
import { openLog } from './house/log-file.ts';
import { onFreePort } from './house/on-free-port.ts';
import { openBrowser } from './house/open-browser.ts';
import { type HouseOptions, readOptions } from './house/options.ts';
import { serveShopPage } from './house/shop-page.ts';
import { Stopping } from './house/stopping.ts';
import { tellFailure } from './house/tell-failure.ts';
import { chooseWindow, openElectron } from './house/window.ts';
import { fail, step } from './progress.mjs';

/** The whole house over one data folder: database, cloud, demo shop, desk, shop page, window. Each is ended by `stopping`. */
async function stand(options: HouseOptions, stopping: Stopping): Promise<void> {
  const { dataDir } = options;
  openDataFolder(dataDir);
  const lock = await lockData(dataDir);
  stopping.add('lock', async () => lock.release());
  if (options.reset) {
    step(`Throwing away the data in ${dataDir}`);
    resetDataFolder(dataDir);
  }
  const log = openLog(dataDir);
  stopping.add('log', log.close);

  // Bundling and the database have nothing to do with each other; a failure of the first is told where it is awaited.
  const built = buildScreens();
  built.catch(() => {});
  const database = await startDatabase(dataDir);
  stopping.add('Postgres', database.postgres.stop);
  const ports = { next: options.port, given: new Set<number>() };
  const cloud = await startCloud(database, ports, log, dataDir);
  stopping.add('cloud', cloud.close);
  const demo = await ensureDemo(dataDir, cloud.cloud());
  await built;
  const shop = await onFreePort(ports, 'demo shop page', (port) =>
    serveShopPage({ port, apiUrl: cloud.url, publishableKey: demo.publishableKey }),
  );
  stopping.add('demo shop page', shop.close);

  const window = await chooseWindow(options);
  const desk = await startDesk(dataDir, cloud.url, ports, log);
  stopping.add('desk', desk.close);
  await enrolDesk(desk, demo);

  const addresses = (): { office: string; till: string } => ({
    office: desk.address('/'),
    till: desk.address('/till'),
  });
  const { office, till } = addresses();
  lock.stands({ office: office.split('#')[0] ?? office, cloud: cloud.url });
  if (window.kind === 'browser') openBrowser(desk.address('/'));
  process.stdout.write(
    block({
      office,
      till,
      shop: shop.url,
      api: cloud.url,
      ...demo,
      dataDir,
      letters: cloud.letters,
      window: window.said,
      took: `${process.uptime().toFixed(1)} s`,
    }),
  );
  if (window.kind === 'electron') {
    await buildElectronWindow();
    stopping.add('window', openElectron(window.program, { dataDir: join(dataDir, 'window'), cloudUrl: cloud.url }));
  }
  const deaf = listenForCommands([
    {
      keys: ['c'],
      run: async () =>
        step((await cloud.toggle()) ? 'The cloud is back.' : 'The cloud is away: go on selling. c brings it back.'),
    },
    {
      keys: ['o'],
      run: () => step(`Back office  ${desk.address('/')}\n           Till         ${desk.address('/till')}`),
    },
  ]);
  stopping.add('keyboard', async () => deaf());
}

// The launcher above speaks until now.
process.send?.('loaded');
const stopping = new Stopping();
onEnd(stopping);
let dataDir = '';
try {
  const options = readOptions(process.argv.slice(2), process.cwd());
  dataDir = options.dataDir;
  await stand(options, stopping);
} catch (error) {
  await stopping.stop();
  fail(tellFailure(error, dataDir));
}
