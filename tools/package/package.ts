import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { root } from '../launcher/paths.mjs';
import { layApp } from './lay-app.ts';

const require = createRequire(import.meta.url);

export interface Packaging {
  /** Where the app is laid, and made into an archive from */
  readonly app: string;
  /** Where what is made lies afterwards */
  readonly output: string;
  /** The unpacked app alone, without an installer */
  readonly unpacked: boolean;
  /** A folder with Electron as it is delivered; left out, electron-builder gets it from its makers. */
  readonly electron?: string;
}

/**
 * Makes installers of this system, or the unpacked app, by electron-builder and electron-builder.yml. Those of another system are made
 * there: each carries native parts that only its own packages hold.
 */
export async function packageApp({ app, output, unpacked, electron }: Packaging): Promise<void> {
  await layApp(app);
  const { build, Platform } = require('electron-builder') as typeof import('electron-builder');
  const { load } = require('js-yaml') as { load: (text: string) => Configuration };
  const config = load(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  await build({
    projectDir: root,
    publish: 'never',
    ...(unpacked && { targets: Platform.current().createTarget('dir') }),
    config: {
      ...config,
      directories: { ...config.directories, app, output },
      ...(electron !== undefined && { electronDist: electron }),
    },
  });
}
