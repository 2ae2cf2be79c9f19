import { readFileSync } from 'node:fs';
import { bootHost } from '@tillhouse/desktop/host/boot.ts';
import { Writer } from '@tillhouse/desktop/host/database/writer.ts';

/**
 * The desk's host as it ships, and beside it in its process somebody who wants the writer every few milliseconds, as a till
 * does for a scan. What is measured is how long they wait for it: behind whatever holds the lock or the thread.
 */
const EVERY_MS = 3;

let writer: Writer | undefined;
const { transaction } = Writer.prototype;
Writer.prototype.transaction = function (...args) {
  writer = this;
  return transaction.apply(this, args) as never;
};

const [dataDir = '', cloudUrl = '', rendererDir = ''] = process.argv.slice(2);
const log = (line: string) => process.stderr.write(process.env.BENCH_LOG ? `desk: ${line}\n` : '');
const host = await bootHost({ dataDir, cloudUrl, port: 0, rendererDir, log });

/** Milliseconds of processor that this thread has had: what of a wait is the desk's own work and not the machine's. */
const worked = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/**
 * Milliseconds that this thread could have run and had no processor: the cloud and its Postgres, which are another machine in a
 * shop, had it. Linux counts them; elsewhere there are none to take off.
 */
const kept = () => {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
};

let waits: number[] = [];
let own: number[] = [];
let others: number[] = [];
let watching = false;

async function watch(): Promise<void> {
  for (let due = performance.now() + EVERY_MS; watching; due = performance.now() + EVERY_MS) {
    const [before, keptBefore] = [worked(), kept()];
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    await writer?.transaction('foreground', async () => {
      waits.push(Math.max(0, performance.now() - due));
      own.push(worked() - before);
      others.push(kept() - keptBefore);
    });
  }
}

process.send?.({ address: host.url });
process.on('message', async (message) => {
  if (message === 'watch') {
    waits = [];
    own = [];
    others = [];
    watching = true;
    void watch();
  } else if (message === 'tell') {
    watching = false;
    process.send?.({ waits, own, others });
  } else {
    await host.close();
    process.exit();
  }
});
process.on('disconnect', () => process.exit());
