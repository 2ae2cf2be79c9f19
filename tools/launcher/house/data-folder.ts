import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from '../progress.mjs';

const marker = '.tillhouse-data';

function isOurs(dataDir: string): boolean {
  return existsSync(join(dataDir, marker));
}

/** Makes the folder, or takes one that is empty or already ours: a folder with other things in it is left alone. */
export function openDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  if (isOurs(dataDir)) return;
  if (readdirSync(dataDir).some((name) => name !== 'house.lock')) {
    throw new Plain(
      `${dataDir} holds other things than Tillhouse data; nothing in it was touched. Give an empty or new folder to --data.`,
    );
  }
  writeFileSync(join(dataDir, marker), 'Tillhouse keeps its data here: the cloud in postgres, the desk in desk.\n');
}

/** Empties a folder of ours. Called under its lock, so never below a running house. */
export function resetDataFolder(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name !== 'house.lock' && name !== marker) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}
