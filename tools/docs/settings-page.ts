import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { code, page, table } from './markdown.ts';

const folders = ['cloud-api', 'desktop', 'sync', 'tools', 'bench', 'storefront-widget'];
/** Of the system or of npm, not ours to document. */
const foreign = new Set([
  'PATH',
  'INIT_CWD',
  'HOME',
  'LC_MESSAGES',
  'CLASSPATH',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'ProgramFiles',
  'LOCALAPPDATA',
  'LocalAppData',
  'NODE_OPTIONS',
  'npm_execpath',
  'XDG_CACHE_HOME',
]);

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'testing', 'fixtures', 'docs'].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|mjs)$/.test(entry.name) && !/\.test\.ts$|\.d\.mts$/.test(entry.name)) yield path;
  }
}

/** Variables that the programs read, with the files that do. */
export function environment(root: string): [string, string[]][] {
  const found = new Map<string, Set<string>>();
  for (const folder of folders) {
    for (const path of sources(join(root, folder))) {
      const text = readFileSync(path, 'utf8');
      const whole = /\benv = process\.env\b/.test(text)
        ? /\benv(?:\.|\[')([A-Z][A-Z0-9_]+)/g
        : /process\.env(?:\.|\[')([A-Z][A-Z0-9_]+)/g;
      for (const [, name = ''] of text.matchAll(whole)) {
        if (foreign.has(name)) continue;
        const files = found.get(name) ?? new Set();
        found.set(name, files.add(relative(root, path).split(sep).join('/')));
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, files]) => [name, [...files].sort()]);
}

export function settingsPage(root: string): string {
  const columns = Object.entries(storeSettings.columns).map(([name, column]) => [
    code(name),
    column.kind,
    column.allowed?.map(code).join(' ') ?? '',
  ]);
  const variables = environment(root).map(([name, files]) => [code(name), files.map(code).join(', ')]);
  return page('Settings', 'What a shop sets, and what an operator sets.', [
    '## Of a store (`access.saveStore`)',
    '',
    ...table(['setting', 'kind', 'one of'], columns),
    '## Environment variables',
    '',
    ...table(['variable', 'read by'], variables),
  ]);
}
