import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { isolatePlaces } from '@tillhouse/shared/domains/content/isolate-places.ts';
import { build, type Plugin, transformSync } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));

/** Gzipped bytes that a page may have to load: the first two always, the others where they are looked at. */
export const LIMITS = {
  loader: 3 * 1024,
  /** All words of one, the largest of them; nobody loads those of English */
  language: 8 * 1024,
  core: 25 * 1024,
  account: 10 * 1024,
  cart: 10 * 1024,
  checkout: 15 * 1024,
  search: 10 * 1024,
  more: 5 * 1024,
  reviews: 6 * 1024,
  firm: 4 * 1024,
  approve: 3 * 1024,
  order: 5 * 1024,
  express: 4 * 1024,
} as const;

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

export type WidgetSizes = Readonly<Record<keyof typeof LIMITS, number>>;

const parts = [
  'account',
  'approve',
  'cart',
  'checkout',
  'express',
  'firm',
  'more',
  'order',
  'reviews',
  'search',
] as const;

const common = {
  bundle: true,
  minify: true,
  write: false as const,
  legalComments: 'none' as const,
  target: ['chrome111', 'firefox121', 'safari16.4'],
};

/**
 * Styles as short as they can be said. One with a value or an escape in it stays as it is: it is no text yet. Letters beyond
 * ASCII stay letters: as the escape that CSS has for them they would be none of a template's, which then has no text at all.
 */
export const shortStyles = (source: string): string =>
  source.replace(/\bcss`([^`$\\]+)`/g, (_, style: string) => {
    const { code } = transformSync(style, { loader: 'css', minify: true, charset: 'utf8', target: common.target });
    return `css\`${code.trim()}\``;
  });

/** Templates and styles are texts to a bundler; their line breaks and indents are for us. */
const withoutIndents: Plugin = {
  name: 'without-indents',
  setup(context) {
    context.onLoad({ filter: /storefront-widget[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: shortStyles(readFileSync(path, 'utf8')).replace(/\n\s+/g, '\n'),
      loader: 'ts',
    }));
  },
};

/** What stands in the elements' file is handed to a part, by the names of `kit.ts`, instead of being bundled again. */
function sharedWith(core: ReadonlySet<string>, names: readonly string[]): Plugin {
  const contents = names.map((name) => `export const ${name} = /* @__PURE__ */ (() => kit.${name})();`).join('\n');
  return {
    name: 'shared-with-core',
    setup(context) {
      context.onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === 'plain') return undefined;
        const { path: file, errors } = await context.resolve(path, { ...from, pluginData: 'plain' });
        if (errors.length > 0 || !core.has(file)) return undefined;
        return { path: 'kit', namespace: 'kit' };
      });
      context.onLoad({ filter: /./, namespace: 'kit' }, () => ({ contents }));
    },
  };
}

const spoken = join(here, '../shared/shopper-words');

/** The words of each language but English as a module: what the elements of the page say, and none of the hosted pages. */
export function languageModules(): ReadonlyMap<string, string> {
  const files = readdirSync(spoken).filter((name) => name.endsWith('.json'));
  return new Map(
    files.map((file) => {
      const { widget } = JSON.parse(readFileSync(join(spoken, file), 'utf8')) as { widget: object };
      const language = file.slice(0, -'.json'.length);
      return [language, `export default ${JSON.stringify(isolatePlaces(language, widget))}`];
    }),
  );
}

const hashed = (name: string, text: string): string =>
  // The name carries the content, so a shop's page never mixes two versions and the file may be kept for a year.
  `tillhouse-${name}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.js`;

/** What browsers check a file against. */
export const integrityOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const textOf = ({ outputFiles }: { outputFiles?: { text: string }[] }): string => outputFiles?.[0]?.text ?? '';

/** Files of the elements' file, and the names that it shares. */
async function coreContents(): Promise<{ inputs: ReadonlySet<string>; names: readonly string[] }> {
  const options = { ...common, format: 'esm', metafile: true, absWorkingDir: here } as const;
  const core = await build({ ...options, define: { PARTS: '{}' }, entryPoints: [join(here, 'src/core.ts')] });
  const { kit } = (await import(new URL('./src/kit.ts', import.meta.url).href)) as { kit: object };
  return {
    inputs: new Set(Object.keys(core.metafile?.inputs ?? {}).map((path) => join(here, path))),
    names: Object.keys(kit),
  };
}

async function buildPart(name: string, core: Awaited<ReturnType<typeof coreContents>>): Promise<string> {
  const part = await build({
    ...common,
    entryPoints: [join(here, `src/${name}-part.ts`)],
    format: 'iife',
    globalName: 'part',
    plugins: [sharedWith(core.inputs, core.names), withoutIndents],
  });
  return `export default kit=>{${textOf(part).trim()}return part}`;
}

/** Builds `tillhouse.js`, the elements' file and the parts that are brought later; returns their sizes in gzipped bytes. */
export async function buildWidget(outDir = join(here, 'dist')): Promise<WidgetSizes> {
  const core = await coreContents();
  const files = new Map<string, string>();
  const sizes: Partial<Record<keyof WidgetSizes, number>> = {};
  const named = (name: keyof WidgetSizes, text: string, as: string = name): readonly [string, string] => {
    const file = name === 'loader' ? 'tillhouse.js' : hashed(as, text);
    files.set(file, text);
    // A page that names a version with its hash needs an address at which that version stays.
    if (name === 'loader') files.set(hashed(name, text), text);
    sizes[name] = Math.max(sizes[name] ?? 0, gzipSync(text).length);
    return [`./${file}`, integrityOf(text)];
  };
  const brought: Record<string, readonly [string, string]> = {};
  // What all of them begin and end with is said once: every byte of the elements' file is on every page.
  const short = ([file, integrity]: readonly [string, string]) =>
    [file.slice(-15, -3), integrity.slice('sha256-'.length)] as const;
  for (const name of parts) brought[name] = short(named(name, await buildPart(name, core)));
  const coreText = textOf(
    await build({
      ...common,
      entryPoints: [join(here, 'src/core.ts')],
      format: 'esm',
      plugins: [withoutGlobals, withoutIndents],
      define: { PARTS: JSON.stringify(brought) },
    }),
  );
  const languages: Record<string, readonly [string, string]> = {};
  for (const [name, text] of languageModules()) languages[name] = named('language', text, `words-${name}`);
  const define = { CORE: JSON.stringify(named('core', coreText)), LANGUAGES: JSON.stringify(languages) };
  const loader = await build({ ...common, entryPoints: [join(here, 'src/loader.ts')], format: 'iife', define });
  named('loader', textOf(loader));

  mkdirSync(outDir, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(outDir, file), text);
  // After what is new is there, since a cloud may be serving from here.
  for (const name of readdirSync(outDir)) {
    if (/^tillhouse-\w+-.*\.js$/.test(name) && !files.has(name)) rmSync(join(outDir, name));
  }
  copyDemo(outDir);
  return sizes as WidgetSizes;
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
