import { bareFastifyRate } from '../calibrate/fastify-get.ts';
import type { CloudProcess } from './cloud-process.ts';
import { load } from './http-load.ts';
import { cpuOf } from './process-usage.ts';
import type { SeededShop } from './seed-shop.ts';

export const CONNECTIONS = 16;

/** A server that has just started compiles as it goes: that is cold-start's to measure. */
export const WARM_UP = 20;

type Headers = Readonly<Record<string, string>>;

/** Requests a second of what is kept, against a bare Fastify right before it: three times. */
export async function hotRatios(
  cloud: CloudProcess,
  headers: Headers,
  paths: () => string,
  seconds: number,
): Promise<number[]> {
  const asked = { url: cloud.url, paths, headers, connections: CONNECTIONS };
  await load({ ...asked, seconds: 1 });
  const ratios: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const bare = await bareFastifyRate(seconds / 2, CONNECTIONS);
    const hot = await load({ ...asked, seconds: seconds / 2 });
    if (hot.failed > 0) throw new Error(`${hot.failed} requests failed`);
    ratios.push(hot.perSecond / bare);
  }
  return ratios;
}

/** CPU milliseconds of server and database for one of these, each asked once; and how much of it is whose. */
export async function uncachedCpu(
  cloud: CloudProcess,
  shop: SeededShop,
  headers: Headers,
  paths: readonly string[],
): Promise<{ readonly cpu: number; readonly note: string }> {
  const ask = async (path: string) => {
    const answer = await fetch(cloud.url + path, { headers });
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
    await answer.arrayBuffer();
  };
  for (const path of paths.slice(0, WARM_UP)) await ask(path);
  const used = () => ({ server: cpuOf(cloud.pid), database: cpuOf(shop.postgresPid) });
  const before = used();
  for (const path of paths.slice(WARM_UP)) await ask(path);
  const after = used();
  const each = (name: 'server' | 'database') => (after[name] - before[name]) / (paths.length - WARM_UP);
  return {
    cpu: each('server') + each('database'),
    note: `${each('server').toFixed(1)} server, ${each('database').toFixed(1)} database`,
  };
}
