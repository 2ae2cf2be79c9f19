import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock, unlock } from '../lock.mjs';
import { Plain } from '../progress.mjs';

/** One house over one folder. A lock whose owner is dead, as after kill -9, is taken over. */
export function lockData(dataDir: string): { stands(address: string): void; release(): void } {
  const file = join(dataDir, 'house.lock');
  const addressFile = join(dataDir, 'house.address');
  if (!tryLock(file)) {
    const where = existsSync(addressFile) ? ` at ${readFileSync(addressFile, 'utf8')}` : '';
    throw new Plain(
      `Tillhouse already runs over ${dataDir}${where}. Stop it there with Ctrl-C, or start another with its own data:\n` +
        '  npm start -- --data OTHER-FOLDER',
    );
  }
  return {
    stands: (address) => writeFileSync(addressFile, address),
    release: () => unlock(file),
  };
}
