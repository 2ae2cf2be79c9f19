import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandsPage, errorsPage, eventsPage, permissionsPage, tablesPage } from './domain-pages.ts';
import { endpointsPage } from './endpoints-page.ts';
import { lifeCyclePage } from './life-cycle-page.ts';
import { settingsPage } from './settings-page.ts';
import { themeDataPage, themeDataSchema } from './theme-pages.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = join(root, 'docs', 'reference');

const pages: Readonly<Record<string, () => string>> = {
  tables: tablesPage,
  commands: commandsPage,
  events: eventsPage,
  errors: errorsPage,
  permissions: permissionsPage,
  settings: () => settingsPage(root),
  endpoints: endpointsPage,
  'life-cycle': lifeCyclePage,
  'theme-data': themeDataPage,
};

/** By the name of its file */
const files: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(Object.entries(pages).map(([name, write]) => [`${name}.md`, write])),
  'theme-data.schema.json': themeDataSchema,
};

/** Pages that are not what the code says, in words; nothing when all are true. */
export function stalePages(): string[] {
  return Object.entries(files).flatMap(([name, write]) => {
    const path = join(folder, name);
    const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return kept === write() ? [] : [`docs/reference/${name} is ${kept ? 'stale' : 'missing'}: run npm run docs`];
  });
}

export function writePages(): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, write] of Object.entries(files)) writeFileSync(join(folder, name), write());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    const stale = stalePages();
    for (const text of stale) process.stdout.write(`${text}\n`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    writePages();
    process.stdout.write(`${Object.keys(files).length} pages are in docs/reference.\n`);
  }
}
