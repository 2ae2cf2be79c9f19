// Where things are. Plain JavaScript without dependencies, for Node 20 and newer: this runs before anything is installed.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the launcher keeps for itself inside the clone, so that two clones never meet. */
export const own = join(root, '.tillhouse');

/** The one Node version everything runs on; also in .nvmrc. */
export const nodeVersion = '24.21.0';
