/** Rotates the keys of a desk's file and is killed at a table: before it goes on to the next. */
import { join } from 'node:path';
import { rotateDeskKeys } from '../keys/rotate-desk-keys.ts';
import { fileKeyStore } from '../session/key-store.ts';

const [dataDir = '', at = ''] = process.argv.slice(2);
const killAt = (table: string) => {
  if (table === at) process.kill(process.pid, 'SIGKILL');
};
await rotateDeskKeys(join(dataDir, 'desk.sqlite'), fileKeyStore(join(dataDir, 'data.key')), killAt, Date.now());
