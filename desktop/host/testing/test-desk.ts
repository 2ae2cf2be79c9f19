import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type HostOptions, type RunningHost } from '../boot.ts';
import { openDesk } from '../database/open-desk.ts';
import { keepLists } from '../lists/keep-lists.ts';
import { hashPin } from '../session/pin.ts';
import { openBridge } from './open-bridge.ts';
import { type SeedChoices, seedDesk } from './seed-desk.ts';
import { seedIds } from './seed-ids.ts';

export const PIN = '246810';
let pinHash: Promise<string> | undefined;

/** Files of shops as they are after `seedDesk`, by the choices they were made with: the same rows every time, so they are copied. */
const made = new Map<string, Promise<string>>();

async function make(choices: SeedChoices): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-made-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  pinHash ??= hashPin(PIN);
  const desk = openDesk(join(folder, 'desk.sqlite'), () => {});
  await seedDesk(desk, { ...choices, pinHash: await pinHash });
  await keepLists(desk, () => {}).settled();
  await desk.close();
  return folder;
}

/** A folder with the file of a small shop, made without a cloud. */
export async function seededFolder(choices: SeedChoices = {}): Promise<{ dataDir: string; remove: () => void }> {
  const kind = JSON.stringify(choices);
  const one = made.get(kind) ?? make(choices);
  made.set(kind, one);
  const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse desk '));
  cpSync(await one, dataDir, { recursive: true });
  return { dataDir, remove: () => rmSync(dataDir, { recursive: true, force: true }) };
}

export interface TestDesk {
  readonly host: RunningHost;
  readonly bridge: Bridge;
  readonly said: string[];
}

/** Boots the host over a folder without a cloud, and signs somebody in. */
export async function bootDesk(
  dataDir: string,
  who: string | null = seedIds.owner,
  now: () => number = Date.now,
  more: Pick<HostOptions, 'fiscalLimitMs'> = {},
): Promise<TestDesk> {
  const said: string[] = [];
  const host = await bootHost({ dataDir, cloudUrl: '', log: (line) => said.push(line), now, ...more });
  const bridge = openBridge(host);
  if (who) await bridge.call('session.signInWithPin', { staffId: who, pin: PIN });
  return { host, bridge, said };
}
