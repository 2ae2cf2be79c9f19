import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

const here = import.meta.dirname;

/** What bundled ES modules need for the CommonJS packages inside them; by a name that none of these takes for itself. */
const requireBanner = `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);`;

/** Packages with native code: they are loaded from where they are installed, and lie beside the programs in an installer. */
export const nativeParts = [
  'better-sqlite3',
  'better-sqlite3-multiple-ciphers',
  '@node-rs/argon2',
  '@napi-rs/canvas',
] as const;

const node: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // Electron gives itself.
  external: ['electron', ...nativeParts],
  logLevel: 'warning',
};

/** Bundles programs that hold a host: each by its name, beside the threads that it starts and the migrations that it reads. */
export async function bundleHost(outDir: string, programs: Readonly<Record<string, string>>): Promise<void> {
  const threads = {
    'report-worker': join(here, 'host/database/report-worker.ts'),
    'wal-worker': join(here, 'host/database/wal-worker.ts'),
  };
  await build({
    ...node,
    entryPoints: { ...programs, ...threads },
    outdir: outDir,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    banner: { js: requireBanner },
  });
  const migrations = join(outDir, 'migrations');
  rmSync(migrations, { recursive: true, force: true });
  cpSync(join(here, 'host/migrations'), join(migrations, 'desk'), { recursive: true });
  cpSync(join(here, '../sync/client/migrations'), join(migrations, 'sync'), { recursive: true });
}

/** Bundles the Electron programs beside the screens: main process, preload, host and its workers. */
export async function buildElectron(outDir = join(here, 'dist')): Promise<void> {
  await bundleHost(outDir, { main: join(here, 'main/main.ts'), host: join(here, 'host/utility.ts') });
  // A sandboxed preload is CommonJS in one file.
  await build({
    ...node,
    entryPoints: [join(here, 'preload/preload.ts')],
    outfile: join(outDir, 'preload.cjs'),
    format: 'cjs',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildElectron();
