import { join } from 'node:path';
import { root } from '../launcher/paths.mjs';
import { packageApp } from './package.ts';

// npm run package              installers of this system, in dist/installers
// npm run package -- --unpacked   the app in a folder, to try it
const unpacked = process.argv.includes('--unpacked');
const output = join(root, 'dist/installers');
await packageApp({ app: join(root, 'dist/app'), output, unpacked });
