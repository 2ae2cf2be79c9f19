import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** Gzipped bytes that a page may have to load. */
export const LIMITS = { loader: 3 * 1024, core: 25 * 1024 } as const;

/**
 * Lit leaves its version lists and a map for decorators on `globalThis`. They are for its own developers' warnings and
 * for decorators, which we do not use; on somebody else's page they would be ours to answer for.
 */
const withoutGlobals: Plugin = {
  name: 'lit-without-globals',
  setup(context) {
    context.onLoad({ filter: /[\\/](lit-html|lit-element|reactive-element)[\\/].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replace(/\(\w+\.(?:litHtml|litElement|reactiveElement)Versions\s*\?\?=\s*\[\]\)\.push\([^)]*\)/g, '0')
        .replace(/\w+\.litPropertyMetadata\s*\?\?=\s*new WeakMap/g, '0')
        .replace(/\blitPropertyMetadata\.get\(\w+\)/g, 'undefined'),
      loader: 'js',
    }));
  },
};

export interface WidgetSizes {
  readonly loader: number;
  readonly core: number;
}

const common = {
  bundle: true,
  minify: true,
  write: false as const,
  legalComments: 'none' as const,
  target: ['chrome111', 'firefox121', 'safari16.4'],
};

/** Builds `tillhouse.js` and the elements' file into a folder; returns their sizes in gzipped bytes. */
export async function buildWidget(outDir = join(here, 'dist')): Promise<WidgetSizes> {
  const core = await build({
    ...common,
    entryPoints: [join(here, 'src/core.ts')],
    format: 'esm',
    plugins: [withoutGlobals],
  });
  const coreText = core.outputFiles?.[0]?.text ?? '';
  // The name carries the content, so a shop's page never mixes two versions and the file may be kept for a year.
  const coreFile = `tillhouse-core-${createHash('sha256').update(coreText).digest('hex').slice(0, 12)}.js`;
  const define = { CORE_FILE: JSON.stringify(`./${coreFile}`) };
  const loader = await build({ ...common, entryPoints: [join(here, 'src/loader.ts')], format: 'iife', define });
  const loaderText = loader.outputFiles?.[0]?.text ?? '';

  mkdirSync(outDir, { recursive: true });
  for (const name of readdirSync(outDir)) if (/^tillhouse-core-.*\.js$/.test(name)) rmSync(join(outDir, name));
  writeFileSync(join(outDir, coreFile), coreText);
  writeFileSync(join(outDir, 'tillhouse.js'), loaderText);
  copyDemo(outDir);
  return { loader: gzipSync(loaderText).length, core: gzipSync(coreText).length };
}

/** The demo page's own files: its fonts come from npm, since a shop must not depend on somebody else's server. */
function copyDemo(outDir: string): void {
  const demo = join(outDir, 'demo');
  mkdirSync(demo, { recursive: true });
  for (const name of readdirSync(join(here, 'demo'))) copyFileSync(join(here, 'demo', name), join(demo, name));
  const require = createRequire(join(here, '../desktop/package.json'));
  const fonts = {
    'libre-caslon-text.woff2': '@fontsource/libre-caslon-text/files/libre-caslon-text-latin-400-normal.woff2',
    'ibm-plex-sans.woff2': '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2',
  };
  for (const [name, from] of Object.entries(fonts)) copyFileSync(require.resolve(from), join(demo, name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await buildWidget();
  for (const [name, limit] of Object.entries(LIMITS)) {
    const size = sizes[name as keyof WidgetSizes];
    console.log(`${name}: ${(size / 1024).toFixed(2)} KB gz of ${limit / 1024}`);
    if (size > limit) process.exitCode = 1;
  }
}
