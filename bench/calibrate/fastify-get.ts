import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BenchContext } from '../bench.ts';
import { load } from '../parts/http-load.ts';

const program = fileURLToPath(new URL('../parts/bare-fastify.ts', import.meta.url));

/** Requests a second of a bare Fastify that answers 1 KB, under the same load as what stands beside it. */
export async function bareFastifyRate(seconds: number, connections = 16): Promise<number> {
  const child = fork(program, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const [{ url }] = (await once(child, 'message')) as [{ url: string }];
    await load({ url, paths: () => '/', connections, seconds: Math.min(1, seconds) });
    return (await load({ url, paths: () => '/', connections, seconds })).perSecond;
  } finally {
    child.kill();
  }
}

export async function fastifyGet({ quick }: BenchContext) {
  return {
    name: 'bare Fastify 1 KB GET, 16 connections',
    unit: 'requests/s',
    value: Math.round(await bareFastifyRate(quick ? 1 : 4)),
  };
}
