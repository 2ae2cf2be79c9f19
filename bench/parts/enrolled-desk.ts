import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchContext } from '../bench.ts';
import { type DeskProcess, startDeskProcess } from './desk-process.ts';
import { shopIds, shopSignIn } from './seed-shop.ts';
import { type BenchWindow, openWindow } from './window.ts';

export interface EnrolledDesk {
  readonly desk: DeskProcess;
  readonly window: BenchWindow;
  readonly file: string;
  /** By performance.now(): when the desk was told to enrol */
  readonly enrolledAt: number;
}

/** A new desk of the bench's shop: started, enrolled as its till, signed in. Sync begins with that. */
export async function enrolDesk(
  context: BenchContext,
  cloudUrl: string,
  name = 'desk',
  beforeEnrolling: (desk: DeskProcess, window: BenchWindow) => Promise<unknown> = async () => {},
  program?: string,
): Promise<EnrolledDesk> {
  const dataDir = join(context.folder, name);
  mkdirSync(dataDir, { recursive: true });
  const desk = await startDeskProcess(context, dataDir, cloudUrl, program);
  const window = await openWindow(desk.address);
  await beforeEnrolling(desk, window);
  const enrolledAt = performance.now();
  await window.call('session.enrolWithPassword', {
    ...shopSignIn,
    cloudUrl,
    deviceName: 'Till 1',
    registerId: shopIds.register,
  });
  return { desk, window, file: join(dataDir, 'desk.sqlite'), enrolledAt };
}

/** Resolves when the desk says that its copy is whole. @throws after `seconds` */
export function untilSynced(window: BenchWindow, seconds: number, say: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`the desk is not in step after ${seconds} s: ${JSON.stringify(window.status())}`)),
      seconds * 1000,
    );
    let told = 0;
    const look = () => {
      const status = window.status();
      if (status?.initial && performance.now() - told > 2_000) {
        told = performance.now();
        say(`    ${status.initial.received} rows`);
      }
      if (status?.state !== 'synced' || status.waiting > 0) return;
      clearTimeout(late);
      resolve();
    };
    window.onStatus(look);
    look();
  });
}
